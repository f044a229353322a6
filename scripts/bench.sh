# The benchmark, on servers and services of its own that are made from nothing and end with it.
# shellcheck shell=bash

#: bench [OPTION...] | speed, latency, CPU and memory of complete orders; --help lists the options
#: bench --lists [OPTION...] | how long lists and searches take among 100,000 orders
#: bench --monitor-history [N] | fill a monitor's database with N orders (1000000), rebuild it, and time what pages read
command_bench() {
  local program=scripts/bench
  if [[ ${1:-} == --monitor-history ]]; then
    bench_monitor_history "${2:-1000000}"
    return
  fi
  if [[ ${1:-} == --lists ]]; then
    program=scripts/bench/lists.py
    shift
  fi
  case ${1:-} in
    -h | --help)
      start_bench_tools
      exec "$VENV/bin/python" "$program" --help
      ;;
  esac
  ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  command_build
  start_bench_tools
  lock_place bench
  start_afresh "$ROOT/.local/bench"
  at_exit discard_instance
  servers_up
  # Every task is decided by the services themselves, at once.
  export DUET_RATE_LIMIT=0
  DUET_AUTOPILOT=on parties_up
  if [[ $program == */lists.py ]]; then place_orders_for_lists; fi
  run_bench "$program" "$@"
}

# run_bench PROGRAM ARGUMENT…: with the addresses of the instance.
run_bench() {
  (
    # shellcheck source=/dev/null
    source "$INSTANCE/env"
    export DUET_BENCH_RUN=$RUN DUET_BENCH_MONITOR_LOG=$LOG/monitor.log DUET_BENCH_CATALOGUE=$ROOT/demo/catalogue.csv
    exec "$VENV/bin/python" "$@" 3>&- 7>&-
  )
}

# Orders that have ended, and others that wait for people of the client and of the supplier, who from then on
# decide nothing themselves.
place_orders_for_lists() {
  run_bench scripts/bench/lists.py --place finished
  stop_party client
  parties_up
  run_bench scripts/bench/lists.py --place offered
  stop_party supplier
  parties_up
  run_bench scripts/bench/lists.py --place new
}

# On a PostgreSQL of its own: some 27 kB of disk for each order.
bench_monitor_history() {
  local orders=$1 history url
  [[ $orders =~ ^[1-9][0-9]*$ ]] || usage_error "--monitor-history wants a number of orders"
  ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}"
  # With the same settings as every other release: with others, all of both would be compiled in turn.
  stage "executables built" "$ROOT/.local/log/build.log" build_products history monitor ||
    fail "the build failed; the whole output is in .local/log/build.log"
  history=$BIN/history
  lock_place bench
  start_afresh "$ROOT/.local/bench"
  at_exit discard_instance
  servers_up
  with_superuser psql -qc 'create database history'
  url=$(superuser_url)
  url=${url%/*}/history
  "$history" fill --database "$url" --orders "$orders" --running "$((orders / 50))"
  with_superuser psql -qd history -c 'vacuum analyze'
  "$history" read --database "$url" --orders "$orders"
  bench_monitor_pages "$url" "${history%/*}/monitor"
  "$history" rebuild --database "$url"
}

# bench_monitor_pages DATABASE EXECUTABLE: every page over HTTP, from a monitor whose clock stands where the history ends.
bench_monitor_pages() {
  local url=$1 executable=$2 now
  now=$(with_superuser psql -tAqd history -c "select to_char(max(updated_at) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from order_running")
  ensure_port monitor
  (
    export_party_environment monitor
    unset DUET_CLIENT_URL DUET_SUPPLIER_URL
    export DUET_DATABASE_URL=$url DUET_CLOCK="$now@1" DUET_LOG_LEVEL=error
    DUET_CLOCK_EPOCH=$(date +%s)
    export DUET_CLOCK_EPOCH
    spawn monitor "$ROOT" "$LOG/monitor.log" "$executable" run
  )
  # Its database is there and the broker has no stream, so that it is alive but never ready.
  wait_until 60 curl -fs -m 2 -o /dev/null "$(party_url monitor)/health/live" || fail "the monitor does not answer"
  python3 scripts/bench/pages.py "$(party_url monitor)" "$now"
  stop_party monitor
}

start_bench_tools() {
  stage "tools installed" "$ROOT/.local/log/tools.log" install_test_tools ||
    fail "the tools could not be installed from PyPI; see .local/log/tools.log"
}
