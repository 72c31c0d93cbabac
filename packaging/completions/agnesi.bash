# Made from the tables of operations and options.
_agnesi() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options
    case $before in
        --format) COMPREPLY=($(compgen -W 'text pretty latex mathml json tree dot svg' -- "$word")); return ;;
        --kinks) COMPREPLY=($(compgen -W 'count report' -- "$word")); return ;;
        --mode) COMPREPLY=($(compgen -W 'forward reverse both' -- "$word")); return ;;
        --layout) COMPREPLY=($(compgen -W 'numerator denominator' -- "$word")); return ;;
        --load|--output|--data|run) COMPREPLY=($(compgen -f -- "$word")); return ;;
        help|info) COMPREPLY=($(compgen -W 'diff grad jacobian hessian eval N subs solve stationary convex equal check trace simplify expand factor together apart collect coefficients degree gcd lcm quo rem resultant discriminant sum product det inverse tr rank rref nullspace charpoly eigenvalues eigenvectors adjugate pinv lu qr cholesky info run help' -- "$word")); return ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W 'diff grad jacobian hessian eval N subs solve stationary convex equal check trace simplify expand factor together apart collect coefficients degree gcd lcm quo rem resultant discriminant sum product det inverse tr rank rref nullspace charpoly eigenvalues eigenvectors adjugate pinv lu qr cholesky info run help --help --version -e' -- "$word"))
        return
    fi
    case ${COMP_WORDS[1]} in
        diff) options='--layout' ;;
        grad) options='--digits --exact --bounds --count --data --columns --with-input --kinks --fast' ;;
        jacobian) options='--digits --exact --bounds --count --data --columns --with-input --kinks --fast' ;;
        hessian) options='--digits --exact --bounds --count --data --columns --with-input --kinks --fast' ;;
        eval) options='--digits --exact --bounds --why --data --columns --with-input --kinks --fast' ;;
        solve) options='--for --real --in --near --digits' ;;
        check) options='--against --tolerance --step --sweep' ;;
        trace) options='--mode --wrt --digits' ;;
        factor) options='--extension' ;;
    esac
    case $word in
        -*) COMPREPLY=($(compgen -W "$options --format --timeout --jobs --assume --given --with --define --load --strict --steps --debug --no-verify --quiet --output --help" -- "$word")) ;;
    esac
}
complete -o default -F _agnesi agnesi
