# The demonstration: everything up, then the driver that places orders, plays the people and sums up.
# shellcheck shell=bash

# The driver is run with .local/env exported, inherits the terminal, and its exit code is the
# demonstration's. It is one command with its arguments.
DEMO_DRIVER=("$BIN/demo")

#: demo [--keep] | a day's orders between both companies, live; --keep leaves all running
command_demo() {
  local keep='' status=0
  case ${1:-} in
    '') ;;
    --keep) keep=yes ;;
    *) usage_error "./dev demo [--keep]" ;;
  esac
  # What ran before the demonstration goes on afterwards.
  if [[ -z $keep ]] && ! any_party_runs; then at_exit command_down; fi
  command_up
  [[ -x ${DEMO_DRIVER[0]} ]] || fail "the demonstration's driver ${DEMO_DRIVER[0]#"$ROOT/"} has not been built"
  (
    # shellcheck source=/dev/null
    source "$INSTANCE/env"
    exec "${DEMO_DRIVER[@]}" 3>&-
  ) || status=$?
  if [[ -n $keep ]]; then suggest_next; fi
  return "$status"
}

suggest_next() {
  say ""
  say "Everything keeps running. Try:"
  say "  ./dev client order list            what the buyer sees"
  say "  ./dev supplier task list           what the supplier's people have to do"
  say "  ./dev monitor live                 both pools, live"
  say "  ./dev monitor check                do both sides agree?"
  say "  ./dev status, ./dev logs -f, ./dev down"
}
