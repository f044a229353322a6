# Both servers of the chosen instance together.
# shellcheck shell=bash

database_url() {
  printf 'postgresql://%s:%s@127.0.0.1:%s/%s' "$1" "$(secret "postgresql-$1")" "$(port_of postgresql)" "$1"
}

superuser_url() {
  printf 'postgresql://postgres:%s@127.0.0.1:%s/postgres' "$(secret postgresql-admin)" "$(port_of postgresql)"
}

broker_url() {
  printf 'amqp://%s:%s@127.0.0.1:%s/%s' "$1" "$(secret "rabbitmq-$1")" "$(port_of rabbitmq)" "$VIRTUAL_HOST"
}

postgresql_runs() { main_process postgresql >/dev/null && postgresql_is_ready; }

# Starts what does not run. The broker, the slower one, boots while PostgreSQL is being set up.
servers_up() {
  local broker='' database=''
  prepare_instance
  lock_instance
  postgresql_runs || database=yes
  rabbitmq_is_ready || broker=yes
  if [[ -n $broker ]]; then
    stop_rabbitmq
    : >"$LOG/rabbitmq.log"
    launch_rabbitmq || servers_failed "RabbitMQ's name server did not start" "$LOG/epmd.log"
  fi
  if [[ -n $database ]]; then
    stop_postgresql
    : >"$LOG/postgresql.log"
    WHOLE_LOG=yes stage "PostgreSQL ready" "$LOG/postgresql.log" start_postgresql ||
      servers_failed "PostgreSQL did not start" "$LOG/postgresql.log"
  fi
  stage "databases ready" "$LOG/databases.log" create_databases ||
    servers_failed "the databases could not be set up" "$LOG/postgresql.log"
  if [[ -n $broker ]]; then
    WHOLE_LOG=yes stage "RabbitMQ ready" "$LOG/rabbitmq.log" await_rabbitmq ||
      servers_failed "RabbitMQ did not start" "$LOG/rabbitmq.log"
  fi
  unlock_instance
}

servers_failed() {
  fail "$1; see ${2#"$ROOT/"}. './dev servers down' stops what runs, './dev reset' starts afresh"
}

servers_down() {
  [[ -d $RUN ]] || return 0
  lock_instance
  # Both are told at once; then each is waited for.
  local pid
  if pid=$(main_process rabbitmq); then kill -s TERM "$pid" 2>/dev/null || true; fi
  stop_postgresql
  stop_rabbitmq
  unlock_instance
}

# One line per server: what, whether it runs, where.
servers_status() {
  local name pid
  for name in postgresql rabbitmq; do
    if pid=$(main_process "$name"); then
      report_service "$name" "${GREEN}runs${PLAIN}" "127.0.0.1:$(port_of "$name")" "$pid" "$(server_version "$name")"
    else
      report_service "$name" "stopped" "" "" ""
    fi
  done
}

report_service() { printf "%-12s %s\t%-22s %-9s %s\n" "$1" "$2" "$3" "${4:+pid $4}" "$5"; }

server_version() {
  case $1 in
    postgresql) "$POSTGRESQL_BIN/postgres" --version | grep -o '[0-9.]*' | head -n 1 ;;
    rabbitmq) dpkg-query -W -f='${Version}' rabbitmq-server ;;
  esac
}

# Shell text that gives the addresses and secrets of the instance, for `source` or `eval`.
servers_environment() {
  local party
  for party in "${PARTIES[@]}"; do
    printf 'export %s_DATABASE_URL=%q\n' "${party^^}" "$(database_url "$party")"
    printf 'export %s_AMQP_URL=%q\n' "${party^^}" "$(broker_url "$party")"
  done
  printf 'export SUPERUSER_DATABASE_URL=%q\n' "$(superuser_url)"
  printf 'export ADMIN_AMQP_URL=%q\n' "$(broker_url admin)"
}

#: servers up|down|status | the private PostgreSQL and RabbitMQ alone
#: servers env | print their addresses and passwords as shell text
#: servers psql [DATABASE [ARGUMENT...]] | a psql of the superuser
#: servers rabbitmqctl ARGUMENT... | RabbitMQ's own tool, for the private broker
command_servers() {
  if [[ ${1:-} == --test ]]; then
    use_instance "$ROOT/.local/test"
    shift
  fi
  local action=${1:-status}
  [[ $# -gt 0 ]] && shift
  case $action in
    up)
      ensure_packages "${RUN_PACKAGES[@]}"
      servers_up
      ;;
    down) servers_down ;;
    status) servers_status ;;
    env)
      need_instance
      servers_environment
      ;;
    psql)
      need_instance
      local database=${1:-postgres}
      [[ $# -gt 0 ]] && shift
      with_superuser "$POSTGRESQL_BIN/psql" -d "$database" "$@"
      ;;
    rabbitmqctl)
      need_instance
      "$INSTANCE/rabbitmqctl" "$@"
      ;;
    *) usage_error "./dev servers up|down|status|env|psql|rabbitmqctl" ;;
  esac
}

need_instance() {
  [[ -s $INSTANCE/ports ]] || fail "there are no servers yet; start them with './dev servers up'"
}
