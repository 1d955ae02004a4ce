"""What the commands of LaTeX's formulas stand for in Unicode, and how each sign behaves.

Every sign is one cell wide. Where Unicode has several that look alike, the one is taken that more monospaced fonts hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.markup.math.tree import Role, Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS: Final = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ lambda λ
    mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω Alpha Α Beta Β Epsilon Ε Zeta Ζ
    Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π
    varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ varOmega Ω
    aleph ℵ beth ℶ gimel ℷ daleth ℸ ell ℓ hbar ℏ hslash ℏ Re ℜ Im ℑ wp ℘ imath ı jmath ȷ eth ð Finv Ⅎ Game ⅁ complement ∁ mho ℧
    partial ∂ nabla ∇ infty ∞ infin ∞ emptyset ∅ varnothing ∅ empty ∅ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠
    measuredangle ∡ sphericalangle ∢ triangle △ square □ Box □ Diamond ◇ lozenge ◊ blacksquare ■ blacklozenge ⧫ bigstar ★
    blacktriangle ▲ blacktriangledown ▼ triangledown ▽ diamondsuit ♢ heartsuit ♡ clubsuit ♣ spadesuit ♠ flat ♭ natural ♮ sharp ♯
    checkmark ✓ maltese ✠ circledR ® circledS Ⓢ copyright © pounds £ mathsterling £ yen ¥ euro € S § P ¶ dag † ddag ‡
    AA Å aa å AE Æ ae æ OE Œ oe œ O Ø o ø L Ł l ł ss ß i ı j ȷ Bbbk k surd √ reals ℝ Reals ℝ R ℝ N ℕ Z ℤ natnums ℕ Complex ℂ
    cnums ℂ Q ℚ degree ° textdegree ° celsius °C ohm Ω micro µ diagup ╱ diagdown ╲
"""

_MARKS: Final = r"""
    % % # # $ $ _ _ & & prime ′ backprime ‵ backslash \ textbackslash \ slash / lq ‘ rq ’ cdotp · ldotp . textasciitilde ~
    textasciicircum ^ textunderscore _ textdollar $ neg ¬ lnot ¬ percent %
"""

_BINARY: Final = """
    pm ± mp ∓ times × div ÷ cdot · ast * star ⋆ circ ∘ bullet • cap ∩ cup ∪ Cap ⋒ Cup ⋓ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨
    wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷
    lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ dagger † ddagger ‡ amalg ⨿ dotplus ∔
    ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ curlywedge ⋏ curlyvee ⋎ barwedge ⊼ veebar ⊻ doublebarwedge ⩞
    boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ circledast ⊛ circledcirc ⊚ circleddash ⊝ divideontimes ⋇ centerdot · intercal ⊺
    bmod mod plusmn ± sdot · And & gtrdot ⋗ lessdot ⋖
"""

_RELATIONS: Final = """
    leq ≤ le ≤ geq ≥ ge ≥ lt < gt > neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ thickapprox ≈ thicksim ∼ cong ≅ propto ∝
    varpropto ∝ asymp ≍ doteq ≐ doteqdot ≑ Doteq ≑ ll ≪ gg ≫ lll ⋘ ggg ⋙ llless ⋘ gggtr ⋙ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧
    lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋ gtreqqless ⪌
    eqslantless ⪕ eqslantgtr ⪖ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ curlyeqprec ⋞ curlyeqsucc ⋟
    precsim ≾ succsim ≿ precapprox ⪷ succapprox ⪸ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nleqslant ≰ ngeqslant ≱ nleqq ≰ ngeqq ≱ lneq ⪇
    gneq ⪈ lneqq ≨ gneqq ≩ lvertneqq ≨ gvertneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊ nprec ⊀ nsucc ⊁ npreceq ⋠ nsucceq ⋡
    precnsim ⋨ succnsim ⋩ precneqq ⪵ succneqq ⪶ precnapprox ⪹ succnapprox ⪺ nsim ≁ ncong ≇ in ∈ isin ∈ ni ∋ owns ∋ notin ∉
    notni ∌ subset ⊂ supset ⊃ sub ⊂ supe ⊇ sube ⊆ subseteq ⊆ supseteq ⊇ nsubseteq ⊈ nsupseteq ⊉ nsubseteqq ⊈ nsupseteqq ⊉
    subseteqq ⫅ supseteqq ⫆ subsetneq ⊊ supsetneq ⊋ varsubsetneq ⊊ varsupsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ Subset ⋐ Supset ⋑
    sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ perp ⊥ parallel ∥ nparallel ∦ shortparallel ∥ nshortparallel ∦ mid |
    shortmid | nmid ∤ nshortmid ∤ vdash ⊢ dashv ⊣ Vdash ⊩ vDash ⊨ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ models ⊨
    bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ smallsmile ⌣ smallfrown ⌢ between ≬ pitchfork ⋔ therefore ∴ because ∵ backsim ∽
    backsimeq ⋍ eqsim ≂ approxeq ≊ bumpeq ≏ Bumpeq ≎ circeq ≗ eqcirc ≖ triangleq ≜ fallingdotseq ≒ risingdotseq ≓
    trianglelefteq ⊴ trianglerighteq ⊵ ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭
    vartriangleleft ⊲ vartriangleright ⊳ vartriangle △ blacktriangleleft ◀ blacktriangleright ▶ backepsilon ∍
    coloneqq ≔ coloneq ≔ eqqcolon ≕ eqcolon ≕ vcentcolon ∶ ratio ∶ dblcolon ∷ Colon ∷ Coloneqq ⩴ colonapprox :≈ colonsim :∼
    defeq ≝ implies ⟹ impliedby ⟸ iff ⟺ to → gets ← rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸
    Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ mapsfrom ↤ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁
    leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
    Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝ rightsquigarrow ⇝ leftrightsquigarrow ↭
    dashrightarrow ⇢ dashleftarrow ⇠ leftleftarrows ⇇ rightrightarrows ⇉ upuparrows ⇈ downdownarrows ⇊ leftrightarrows ⇆
    rightleftarrows ⇄ Lleftarrow ⇚ Rrightarrow ⇛ twoheadleftarrow ↞ twoheadrightarrow ↠ leftarrowtail ↢ rightarrowtail ↣
    looparrowleft ↫ looparrowright ↬ curvearrowleft ↶ curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻ Lsh ↰ Rsh ↱
    upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃ downharpoonright ⇂ multimap ⊸ nleftarrow ↚ nrightarrow ↛
    nleftrightarrow ↮ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎ rarr → larr ← harr ↔ rArr ⇒ lArr ⇐ hArr ⇔ Rarr ⇒ Larr ⇐
    Harr ⇔ lrarr ↔ uarr ↑ darr ↓ origof ⊶ imageof ⊷ vdotdot ∶
"""

_OPENING: Final = """
    { { lbrace { lbrack [ lparen ( langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lgroup ( lmoustache ⎰ ulcorner ⌜ llcorner ⌞
    lAngle ⟪ llbracket ⟦ lang ⟨
"""

_CLOSING: Final = """
    } } rbrace } rbrack ] rparen ) rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rgroup ) rmoustache ⎱ urcorner ⌝ lrcorner ⌟
    rAngle ⟫ rrbracket ⟧ rang ⟩
"""

_BARS: Final = "vert | Vert ‖ | ‖"
_DOTS: Final = """
    ldots … cdots ⋯ dots … dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … hdots … vdots ⋮ ddots ⋱ iddots ⋰ adots ⋰ mathellipsis …
    textellipsis …
"""
_BIG: Final = """
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ intop ∫ smallint ∫ bigcup ⋃ bigcap ⋂ bigsqcup ⨆
    bigvee ⋁ bigwedge ⋀ bigodot ⨀ bigotimes ⨂ bigoplus ⨁ biguplus ⨄
"""
_LIMITED: Final = """
    lim max min sup inf limsup liminf det gcd Pr argmax argmin injlim projlim plim esssup
"""
_FUNCTIONS: Final = """
    sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan arccot arcsec arccsc arctg arcctg tg ctg cth
    sh ch th exp log ln lg deg dim hom ker arg
"""
_SPELLED: Final = {"limsup": "lim sup", "liminf": "lim inf", "injlim": "inj lim", "projlim": "proj lim", "esssup": "ess sup"}

# A relation with something small over it that has a sign of its own.
STACKED_RELATIONS: Final = {
    ("=", "def"): "≝",
    ("=", "?"): "≟",
    ("=", "△"): "≜",
    ("=", "∘"): "≗",
    ("=", "·"): "≐",
    ("=", "."): "≐",
    ("=", "m"): "≞",
    ("=", "∧"): "≙",
    ("=", "⋆"): "≛",
    ("=", "*"): "≛",
}

# Characters that are written as themselves. The hyphen is a minus sign in a formula.
CHARACTERS: Final[Mapping[str, Symbol]] = {
    "+": Symbol("+", Role.BINARY),
    "-": Symbol("−", Role.BINARY),
    "−": Symbol("−", Role.BINARY),
    "*": Symbol("*", Role.BINARY),
    "=": Symbol("=", Role.RELATION),
    "<": Symbol("<", Role.RELATION),
    ">": Symbol(">", Role.RELATION),
    ":": Symbol(":", Role.RELATION),
    "(": Symbol("(", Role.OPEN),
    "[": Symbol("[", Role.OPEN),
    ")": Symbol(")", Role.CLOSE),
    "]": Symbol("]", Role.CLOSE),
    "!": Symbol("!", Role.POSTFIX),
    "?": Symbol("?", Role.POSTFIX),
    ",": Symbol(",", Role.PUNCTUATION),
    ";": Symbol(";", Role.PUNCTUATION),
    "|": Symbol("|", Role.BAR),
}


def _pairs(table: str, role: Role, *, limits: bool = False) -> dict[str, Symbol]:
    words = table.split()
    return {name: Symbol(sign, role, limits) for name, sign in zip(words[::2], words[1::2], strict=True)}


def _names(table: str, *, limits: bool) -> dict[str, Symbol]:
    return {name: Symbol(_SPELLED.get(name, name), Role.FUNCTION, limits) for name in table.split()}


COMMANDS: Final[Mapping[str, Symbol]] = {
    **_pairs(_LETTERS, Role.LETTER),
    **_pairs(_MARKS, Role.MARK),
    **_pairs(_BINARY, Role.BINARY),
    **_pairs(_RELATIONS, Role.RELATION),
    **_pairs(_OPENING, Role.OPEN),
    **_pairs(_CLOSING, Role.CLOSE),
    **_pairs(_BARS, Role.BAR),
    **_pairs(_DOTS, Role.DOTS),
    **_pairs(_BIG, Role.BIG, limits=True),
    **_names(_LIMITED, limits=True),
    **_names(_FUNCTIONS, limits=False),
    "colon": Symbol(":", Role.PUNCTUATION),
    "varinjlim": Symbol("lim→", Role.FUNCTION, limits=True),
    "varprojlim": Symbol("lim←", Role.FUNCTION, limits=True),
    "varlimsup": Symbol("lim sup", Role.FUNCTION, limits=True),
    "varliminf": Symbol("lim inf", Role.FUNCTION, limits=True),
}

# A sign that is written as itself behaves as the first command for it does.
SIGNS: Final[Mapping[str, Symbol]] = {
    symbol.text: symbol for symbol in reversed(list(COMMANDS.values())) if len(symbol.text) == 1
}

INTEGRALS: Final = frozenset("∫∬∭⨌∮∯∰")


def sign(character: str) -> Symbol:
    """A character that is no letter, with the role of the command that stands for it, if there is one."""
    return CHARACTERS.get(character) or SIGNS.get(character) or Symbol(character, Role.MARK)
