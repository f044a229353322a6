# The benchmark, on servers and services of its own that are made from nothing and end with it.
# shellcheck shell=bash

#: bench [OPTION...] | speed, latency, CPU and memory of complete orders; --help lists the options
command_bench() {
  case ${1:-} in
    -h | --help)
      start_bench_tools
      exec "$VENV/bin/python" scripts/bench --help
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
  DUET_AUTOPILOT=on DUET_RATE_LIMIT=0 parties_up
  (
    # shellcheck source=/dev/null
    source "$INSTANCE/env"
    export DUET_BENCH_RUN=$RUN DUET_BENCH_CATALOGUE=$ROOT/demo/catalogue.csv
    exec "$VENV/bin/python" scripts/bench "$@" 3>&- 7>&-
  )
}

start_bench_tools() {
  stage "tools installed" "$ROOT/.local/log/tools.log" install_test_tools ||
    fail "the tools could not be installed from PyPI; see .local/log/tools.log"
}
