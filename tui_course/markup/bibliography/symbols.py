"""What LaTeX's commands stand for in Unicode."""

from __future__ import annotations

from typing import Final

# Accent command: the combining character, and what the accent looks like when it stands over nothing.
ACCENTS: Final = {
    "`": ("\u0300", "`"),
    "'": ("\u0301", "´"),
    "^": ("\u0302", "^"),
    "~": ("\u0303", "~"),
    "=": ("\u0304", "¯"),
    "u": ("\u0306", "˘"),
    ".": ("\u0307", "˙"),
    '"': ("\u0308", "¨"),
    "h": ("\u0309", ""),
    "r": ("\u030a", "˚"),
    "H": ("\u030b", "˝"),
    "v": ("\u030c", "ˇ"),
    "G": ("\u030f", ""),
    "d": ("\u0323", ""),
    "c": ("\u0327", "¸"),
    "k": ("\u0328", "˛"),
    "b": ("\u0331", "_"),
    "t": ("\u0361", ""),
}

# Accents of mathematics, over one letter.
MATH_ACCENTS: Final = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
}

# Control symbols: a backslash and one character that is no letter.
CONTROL_SYMBOLS: Final = {
    " ": " ",
    "\n": " ",
    "\t": " ",
    "\\": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "|": "‖",
}

# Commands that only change the looks, or the place of a break: their argument stays as text.
TRANSPARENT: Final = frozenset(
    (
        "bf bfseries boldsymbol em emph enquote ensuremath footnotesize hbox it itshape large left mathbb mathbf mathcal"
        " mathfrak mathit mathnormal mathrm mathsf mathtt mbox mkbibemph mkbibbold mkbibitalic mkbibquote"
        " NoCaseChange normalfont normalsize operatorname protect relax right rm rmfamily sc scshape sf sffamily"
        " MakeLowercase MakeUppercase sl slshape small text textbf textit textmd textnormal textrm textsc textsf textsl texttt"
        " textup tt ttfamily underline uppercase up"
    ).split()
)

SYMBOLS: Final = {
    # letters
    "AA": "Å", "AE": "Æ", "DH": "Ð", "DJ": "Đ", "L": "Ł", "NG": "Ŋ", "O": "Ø", "OE": "Œ", "SS": "ẞ", "TH": "Þ",
    "aa": "å", "ae": "æ", "dh": "ð", "dj": "đ", "i": "ı", "imath": "ı", "j": "ȷ", "jmath": "ȷ", "l": "ł", "ng": "ŋ",
    "o": "ø", "oe": "œ", "ss": "ß", "th": "þ",
    # names
    "BibTeX": "BibTeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "TeX": "TeX", "XeTeX": "XeTeX",
    # signs of text
    "P": "¶", "S": "§", "aleph": "ℵ", "bigskip": " ", "bullet": "•", "cdots": "⋯", "checkmark": "✓", "circledR": "®",
    "copyright": "©", "dag": "†", "dagger": "†", "ddag": "‡", "degree": "°", "dots": "…", "dotsc": "…", "euro": "€",
    "guillemotleft": "«", "guillemotright": "»", "hyphen": "-", "lbrace": "{", "ldots": "…", "lq": "‘", "newblock": "",
    "newline": " ", "linebreak": "",
    "nobreakspace": " ", "par": " ", "pounds": "£", "quad": " ", "qquad": " ", "rbrace": "}", "rq": "’",
    "slash": "/", "space": " ", "textasciicircum": "^", "textasciitilde": "~", "textasteriskcentered": "*",
    "textbackslash": "\\", "textbar": "|", "textbraceleft": "{", "textbraceright": "}", "textbullet": "•",
    "textcelsius": "℃", "textcent": "¢", "textcopyright": "©", "textdegree": "°", "textdollar": "$",
    "textellipsis": "…", "textemdash": "—", "textendash": "–", "texteuro": "€", "textexclamdown": "¡",
    "textgreater": ">", "textless": "<", "textmu": "µ", "textonehalf": "½", "textonequarter": "¼",
    "textordfeminine": "ª", "textordmasculine": "º", "textparagraph": "¶", "textpm": "±", "textquestiondown": "¿",
    "textquotedbl": '"', "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textquotesingle": "'", "textregistered": "®", "textsection": "§", "textservicemark": "℠", "textsterling": "£",
    "textthreequarters": "¾", "texttimes": "×", "texttrademark": "™", "textunderscore": "_", "textvisiblespace": "␣",
    "textyen": "¥", "trademark": "™", "yen": "¥", "bibrangedash": "–", "bibinitperiod": ".", "bibnamedelima": " ",
    "bibnamedelimi": " ",
    # Greek
    "alpha": "α", "beta": "β", "chi": "χ", "delta": "δ", "epsilon": "ϵ", "eta": "η", "gamma": "γ", "iota": "ι",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "omega": "ω", "phi": "ϕ", "pi": "π", "psi": "ψ", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "theta": "θ", "upsilon": "υ", "varepsilon": "ε", "varphi": "φ", "varsigma": "ς",
    "vartheta": "ϑ", "xi": "ξ", "zeta": "ζ", "Delta": "Δ", "Gamma": "Γ", "Lambda": "Λ", "Omega": "Ω", "Phi": "Φ",
    "Pi": "Π", "Psi": "Ψ", "Sigma": "Σ", "Theta": "Θ", "Upsilon": "Υ", "Xi": "Ξ",
    # mathematics
    "Leftrightarrow": "⇔", "Rightarrow": "⇒", "approx": "≈", "ast": "∗", "cap": "∩", "cdot": "·", "circ": "∘",
    "cong": "≅", "cup": "∪", "deg": "deg", "det": "det", "div": "÷", "ell": "ℓ", "emptyset": "∅", "equiv": "≡", "exists": "∃",
    "exp": "exp", "forall": "∀", "ge": "≥", "geq": "≥", "gg": "≫", "hbar": "ℏ", "in": "∈", "inf": "inf", "infty": "∞",
    "int": "∫", "langle": "⟨", "le": "≤", "leftarrow": "←", "leftrightarrow": "↔", "leq": "≤", "lim": "lim", "ll": "≪",
    "log": "log", "ln": "ln", "mapsto": "↦", "max": "max", "mid": "|", "min": "min", "mp": "∓", "nabla": "∇", "ne": "≠",
    "neq": "≠", "notin": "∉", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "partial": "∂", "perp": "⊥", "pm": "±",
    "prime": "′", "prod": "∏", "propto": "∝", "rangle": "⟩", "rightarrow": "→", "setminus": "∖", "sim": "∼",
    "simeq": "≃", "sin": "sin", "cos": "cos", "tan": "tan", "sqrt": "√", "star": "⋆", "subset": "⊂", "subseteq": "⊆",
    "sum": "∑", "sup": "sup", "supset": "⊃", "times": "×", "to": "→", "top": "⊤", "vee": "∨", "wedge": "∧", "Re": "ℜ",
    "Im": "ℑ", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "square": "□", "triangle": "△",
}  # fmt: skip

SUPERSCRIPTS: Final = dict(zip("0123456789+-=()niTh", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀʰ", strict=True)) | {
    "t": "ᵗ",
    "s": "ˢ",
    "d": "ᵈ",
    "r": "ʳ",
    "e": "ᵉ",
    "o": "ᵒ",
    "a": "ᵃ",
    "m": "ᵐ",
    "k": "ᵏ",
    "p": "ᵖ",
    "x": "ˣ",
    "y": "ʸ",
    "*": "*",
    "∗": "*",
    "∘": "°",
    "′": "′",
}
SUBSCRIPTS: Final = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
