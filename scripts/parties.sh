# The three services on the servers of an instance: supplier, client and monitor.
# shellcheck shell=bash

# Started in this order, stopped in the reverse one.
START_ORDER=(supplier client monitor)

party_url() { printf 'http://127.0.0.1:%s' "$(port_of "$1")"; }

# Whoever works on Duet is everybody; in the demonstration people sign in.
usual_access() {
  if [[ $INSTANCE == "$ROOT/.local/demo" ]]; then printf local; else printf trust; fi
}

SWAGGER_UI=$ROOT/.local/swagger-ui

# Swagger UI's files, from PyPI. Without them the services say at /docs how to get them.
install_swagger_ui() {
  local wanted
  wanted=$(grep '^swagger-ui-py==' scripts/requirements.txt) || return 1
  [[ -s $SWAGGER_UI/complete && $(<"$SWAGGER_UI/complete") == "$wanted" ]] && return 0
  rm -rf -- "$SWAGGER_UI"
  "$(python_with_venv)" -m venv "$SWAGGER_UI/venv" || return 1
  "$SWAGGER_UI/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps \
    --target "$SWAGGER_UI/files" "$wanted" || return 1
  rm -rf -- "$SWAGGER_UI/venv"
  printf '%s\n' "$wanted" >"$SWAGGER_UI/complete"
}

# Exports what an executable of the party reads. Secrets go by environment, never as arguments.
export_party_environment() {
  local party=$1
  DUET_DATABASE_URL=$(database_url "$party")
  DUET_AMQP_URL=$(broker_url "$party")
  DUET_HTTP_PORT=$(port_of "$party")
  DUET_URL=$(party_url "$party")
  DUET_BPMN=$ROOT/bpmn/order.bpmn
  DUET_MIGRATIONS=$ROOT/migrations
  DUET_LOG_LEVEL=${DUET_LOG_LEVEL:-info}
  DUET_ACCESS=${DUET_ACCESS:-$(usual_access)}
  DUET_OPENAPI=$ROOT/docs/openapi.json
  if [[ $party == monitor ]]; then
    DUET_CLIENT_URL=$(party_url client)
    DUET_SUPPLIER_URL=$(party_url supplier)
    export DUET_CLIENT_URL DUET_SUPPLIER_URL
  fi
  if [[ -s $SWAGGER_UI/complete ]]; then export DUET_SWAGGER_UI=$SWAGGER_UI/files/swagger_ui/static; fi
  export DUET_OPENAPI
  export DUET_DATABASE_URL DUET_AMQP_URL DUET_HTTP_PORT DUET_URL DUET_BPMN DUET_MIGRATIONS DUET_LOG_LEVEL DUET_ACCESS
}

# What `monitor check` needs to compare the databases themselves. The service does not get it.
export_check_environment() {
  DUET_CLIENT_DATABASE_URL=$(database_url client)
  DUET_SUPPLIER_DATABASE_URL=$(database_url supplier)
  export DUET_CLIENT_DATABASE_URL DUET_SUPPLIER_DATABASE_URL
}

# Whether the party runs from the executable that lies there now and with the present addresses.
party_is_current() {
  local party=$1 pid
  pid=$(main_process "$party") || return 1
  [[ /proc/$pid/exe -ef $BIN/$party ]] || return 1
  grep -qszxF -f <(printf 'DUET_DATABASE_URL=%s\n' "$(database_url "$party")") "/proc/$pid/environ" &&
    grep -qszxF -f <(printf 'DUET_AMQP_URL=%s\n' "$(broker_url "$party")") "/proc/$pid/environ"
}

start_party() {
  local party=$1
  : >"$LOG/$party.log"
  ensure_port "$party"
  (
    export_party_environment "$party"
    spawn "$party" "$ROOT" "$LOG/$party.log" "$BIN/$party" run
  )
}

party_is_ready() { curl -fs -m 2 -o /dev/null "$(party_url "$1")/health/ready"; }
party_is_ready_or_died() { party_is_ready "$1" || ! main_process "$1" >/dev/null; }
await_party() {
  wait_until 60 party_is_ready_or_died "$1" && main_process "$1" >/dev/null && party_is_ready "$1"
}

stop_party() {
  local party=$1 pid
  if pid=$(main_process "$party"); then stop_process "$pid" TERM 10 "$party"; fi
  stop_leftovers "$party"
  rm -f -- "$RUN/$party.pid"
}

# Starts what does not run or runs from an older build, all at once, and waits for each.
parties_up() {
  local party
  local -a started=()
  lock_instance
  install_swagger_ui >"$LOG/swagger-ui.log" 2>&1 || note "Swagger UI could not be installed from PyPI"
  for party in "${START_ORDER[@]}"; do
    [[ -x $BIN/$party ]] || fail "there is no executable $party; build it with './dev build'"
    party_is_current "$party" && continue
    stop_party "$party"
    start_party "$party"
    started+=("$party")
  done
  for party in "${started[@]}"; do
    WHOLE_LOG=yes stage "$party ready" "$LOG/$party.log" await_party "$party" ||
      fail "$party did not become ready; see ${LOG#"$ROOT/"}/$party.log"
  done
  write_environment_file
  unlock_instance
}

parties_down() {
  local index
  [[ -d $RUN ]] || return 0
  lock_instance
  for ((index = ${#START_ORDER[@]} - 1; index >= 0; index--)); do stop_party "${START_ORDER[index]}"; done
  unlock_instance
}

any_party_runs() {
  local party
  for party in "${START_ORDER[@]}"; do
    if main_process "$party" >/dev/null; then return 0; fi
  done
  return 1
}

# .local/env, for `source`: addresses, database and broker URLs. It holds secrets, hence 0600.
write_environment_file() {
  local party
  (
    umask 077
    {
      for party in "${PARTIES[@]}"; do printf 'export %s_URL=%q\n' "${party^^}" "$(party_url "$party")"; done
      servers_environment
    } >"$INSTANCE/env.new"
  )
  mv -f -- "$INSTANCE/env.new" "$INSTANCE/env"
}

#: up [--servers-only] | start servers and services in the background, building first
command_up() {
  case ${1:-} in
    '') ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}" ;;
    --servers-only)
      command_servers up
      return
      ;;
    *) usage_error "./dev up [--servers-only]" ;;
  esac
  servers_up
  command_build
  parties_up
  say "Client $(party_url client), supplier $(party_url supplier), monitor $(party_url monitor)"
}

#: down | stop services and servers
command_down() {
  parties_down
  servers_down
  say "Stopped."
}

#: status | what runs, where
command_status() {
  local party pid state
  servers_status
  for party in "${START_ORDER[@]}"; do
    if pid=$(main_process "$party"); then
      if party_is_ready "$party"; then state="${GREEN}ready${PLAIN}"; else state="${YELLOW}not ready${PLAIN}"; fi
      report_service "$party" "$state" "$(party_url "$party")" "$pid" ""
    else
      report_service "$party" "stopped" "" "" ""
    fi
  done
}

# run_party PARTY ARGUMENT…: the built executable with the instance's addresses. `run` starts one
# more process of the party beside the one in the background, on a port of its own.
run_party() {
  local party=$1
  shift
  [[ -x $BIN/$party ]] || fail "there is no executable $party; build it with './dev build'"
  if [[ -s $INSTANCE/ports ]]; then
    [[ -n $(port_of "$party") ]] || choose_port "$party"
    export_party_environment "$party"
    if [[ ${1:-} == run ]]; then DUET_HTTP_PORT=$(free_port); fi
    if [[ $party == monitor ]]; then export_check_environment; fi
  fi
  exec "$BIN/$party" "$@" 3>&-
}

#: client ARGUMENT... | the client's executable, e.g. './dev client order list'
command_client() { run_party client "$@"; }
#: supplier ARGUMENT... | the supplier's executable, e.g. './dev supplier task list'
command_supplier() { run_party supplier "$@"; }
#: monitor ARGUMENT... | the monitor's executable, e.g. './dev monitor live'
command_monitor() { run_party monitor "$@"; }

#: logs [NAME] [-f] | the logs' last lines: client, supplier, monitor, postgresql, rabbitmq, build
command_logs() {
  local name='' follow=() argument
  for argument in "$@"; do
    case $argument in
      -f) follow=(-F) ;;
      *) name=$argument ;;
    esac
  done
  if [[ -n $name ]]; then
    [[ -e $LOG/$name.log ]] || fail "there is no log ${LOG#"$ROOT/"}/$name.log"
    exec tail -n 50 "${follow[@]}" -- "$LOG/$name.log"
  fi
  compgen -G "$LOG/*.log" >/dev/null || fail "there are no logs yet"
  exec tail -n 10 "${follow[@]}" -- "$LOG"/*.log
}
