# fish completion for tui-course, written by `tui-course completion fish`

function __tui_course_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    $program complete fish $words (commandline -ct) 2>/dev/null </dev/null
end

complete -c tui-course -f -a '(__tui_course_complete)'
