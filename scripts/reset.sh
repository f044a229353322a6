# Going back to nothing.
# shellcheck shell=bash

#: reset [--yes] | stop everything and delete .local/: all orders, logs, secrets
command_reset() {
  case ${1:-} in
    '' | --yes) ;;
    *) usage_error "./dev reset [--yes]" ;;
  esac
  [[ -e $ROOT/.local ]] || {
    say "There is nothing to delete."
    return 0
  }
  if [[ ${1:-} != --yes ]]; then
    confirm "Delete all orders, databases, logs and secrets in .local?" ||
      fail "nothing was deleted; './dev reset --yes' does not ask"
  fi
  local instance
  for instance in "${INSTANCES[@]}"; do
    use_instance "$instance"
    discard_instance
  done
  say "Deleted .local/; the build is kept."
}

#: clean | delete build products and logs; orders stay
command_clean() {
  ! any_party_runs || fail "the services run from the build; './dev down' first"
  ensure_swift
  stage "build products deleted" "$ROOT/.local/log/clean.log" swift package clean
  find "$ROOT/.local" -maxdepth 3 -path '*/log/*.log' -not -name postgresql.log -not -name rabbitmq.log -delete
}
