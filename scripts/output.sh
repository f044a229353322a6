# What a person sees: messages, colours, stages with their elapsed time. Everything goes to 3, the
# script's own stderr; stdout is for data (`./dev servers env`, the executables' output).
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

if [[ -t 2 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' DIM=$'\e[2m' BOLD=$'\e[1m' PLAIN=$'\e[0m'
else
  RED='' GREEN='' YELLOW='' DIM='' BOLD='' PLAIN=''
fi
# A line that is redrawn in place needs a terminal that can; NO_COLOR does not forbid it.
if [[ -t 2 && ${TERM:-dumb} != dumb ]]; then LIVE=yes; else LIVE=''; fi

EXIT_USAGE=64

clear_live_line() { [[ -z $LIVE ]] || printf '\r\e[K' >&3; }
say() { clear_live_line; printf '%s\n' "$*" >&3; }
note() { say "  ${YELLOW}note${PLAIN}  $*"; }

fail() {
  say "${RED}error${PLAIN}: $*"
  exit 1
}

usage_error() {
  say "${RED}error${PLAIN}: $*"
  exit "$EXIT_USAGE"
}

# Seconds since a value of EPOCHREALTIME, with one decimal.
elapsed_since() {
  local now=${EPOCHREALTIME/[.,]/} then=${1/[.,]/}
  local tenths=$(((now - then) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# The end of a log, from the given offset on.
show_log_end() {
  local log=$1 offset=$2 lines
  lines=$(tail -c "+$((offset + 1))" -- "$log" | tail -n 25 | sed 's/^/    /')
  [[ -z $lines ]] || say "${DIM}last lines of ${log#"$ROOT/"}:${PLAIN}"$'\n'"$lines"
}

# Shows that a stage goes on: on a terminal one line redrawn with the elapsed time and the newest
# line of the log, elsewhere a line every minute. Runs beside the command, which stays in the
# foreground so that Ctrl-C reaches it, and ends with the script however that ends.
live_line() {
  local label=$1 log=$2 started=$3 parent=$$ columns=100000 last text next=$((SECONDS + 60))
  if [[ -n $LIVE ]]; then columns=$(tput cols 2>/dev/null || printf 80); fi
  while kill -0 "$parent" 2>/dev/null; do
    if [[ -n $LIVE ]] || ((SECONDS >= next)); then
      last=$(tail -n 1 -- "$log" 2>/dev/null | tr -d '\r\033' | tr '\t' ' ' || true)
      text="  …     ${label} $(elapsed_since "$started") s  ${last}"
      if [[ -n $LIVE ]]; then printf '\r\e[K%s' "${text:0:columns-1}" >&3; else printf '%s\n' "$text" >&3; fi
      next=$((SECONDS + 60))
    fi
    sleep 0.3
  done
}

end_live_line() {
  [[ -n ${LIVE_PID:-} ]] || return 0
  # KILL, because a child so young may still have this script's own traps for the other signals.
  kill -s KILL "$LIVE_PID" 2>/dev/null || true
  LIVE_PID=''
  clear_live_line
}

# stage LABEL LOG COMMAND…: runs the command with its output appended to the log and says how long
# it took; if it fails, shows the end of what it wrote (with WHOLE_LOG=yes, of the whole log, which
# a server then began before). Returns the command's status.
stage() {
  local label=$1 log=$2 started=$EPOCHREALTIME status=0 offset=0
  shift 2
  mkdir -p -- "$(dirname -- "$log")"
  if [[ -e $log && -z ${WHOLE_LOG:-} ]]; then offset=$(stat -c %s -- "$log"); fi
  live_line "$label" "$log" "$started" </dev/null >/dev/null 2>&1 7>&- 9>&- &
  LIVE_PID=$!
  disown "$LIVE_PID"
  "$@" >>"$log" 2>&1 || status=$?
  end_live_line
  if ((status == 0)); then
    say "  ${GREEN}ok${PLAIN}    $label ${DIM}$(elapsed_since "$started") s${PLAIN}"
  else
    say "  ${RED}fail${PLAIN}  $label ${DIM}$(elapsed_since "$started") s${PLAIN}"
    show_log_end "$log" "$offset"
  fi
  return "$status"
}

# at_exit COMMAND…: runs when the script ends, however it ends; the one registered last runs first.
AT_EXIT=()
at_exit() { AT_EXIT=("$*" "${AT_EXIT[@]}"); }

run_at_exit() {
  local status=$? action
  # A child that is killed before it has shed its parent's traps must not clean up for it.
  [[ $BASHPID == "$$" ]] || return 0
  trap '' INT TERM HUP
  end_live_line
  for action in "${AT_EXIT[@]}"; do ($action) || true; done
  exit "$status"
}

# Asks a yes/no question on the terminal; without one the answer is no.
confirm() {
  local answer
  [[ -t 0 ]] || return 1
  read -r -p "$1 [y/N] " answer
  [[ $answer == [yY]* ]]
}
