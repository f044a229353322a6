# The list of commands, made from the descriptions beside them.
# shellcheck shell=bash

#: help | list the commands
command_help() {
  local topic
  printf '%s\n\n' "Usage: ./dev COMMAND"
  for topic in "${TOPICS[@]}"; do
    sed -n 's/^#: //p' "$ROOT/scripts/$topic.sh"
  done | awk -F ' [|] ' '{ printf "  %-36s %s\n", $1, $2 }'
  printf '\n%s\n' "./dev --demo COMMAND means what './dev demo --keep' has left running."
  printf '%s\n' "Everything it makes lies in .local/ (servers, logs, secrets) and .build/ (executables)."
}
