# Everything that is tested, on servers of its own that are made from nothing and end with the run.
# shellcheck shell=bash

TEST_INSTANCE=$ROOT/.local/test
VENV=$ROOT/.local/venv

# The tools from PyPI in a virtual environment, made again when the list of them changes.
install_test_tools() {
  local wanted
  wanted=$(sha256sum scripts/requirements*.txt)
  [[ -s $VENV/complete && $(<"$VENV/complete") == "$wanted" ]] && return 0
  rm -rf -- "$VENV"
  "$(python_with_venv)" -m venv "$VENV" || return 1
  # Compiled when first imported: most of it never is.
  "$VENV/bin/pip" install --quiet --disable-pip-version-check --no-compile -r scripts/requirements.txt || return 1
  "$VENV/bin/pip" install --quiet --disable-pip-version-check --no-compile --no-deps \
    -r scripts/requirements-alone.txt || return 1
  printf '%s\n' "$wanted" >"$VENV/complete"
}

# Beside the build: the one waits for the network, the other for the processor.
begin_test_tools() {
  mkdir -p -- "$LOG"
  # With a process group of its own, so that pip ends with it.
  set -m
  install_test_tools </dev/null >"$LOG/test-tools.log" 2>&1 7>&- &
  TEST_TOOLS_PID=$!
  set +m
  at_exit end_test_tools
}

end_test_tools() { kill -- "-$TEST_TOOLS_PID" 2>/dev/null || true; }

wait_for_test_tools() {
  stage "test tools installed" "$LOG/test-tools.log" wait "$TEST_TOOLS_PID" ||
    fail "the test tools could not be installed from PyPI"
}

python_with_venv() {
  if python3 -c 'import ensurepip' 2>/dev/null; then command -v python3; else printf '/usr/bin/python3'; fi
}

start_test_servers() {
  use_instance "$TEST_INSTANCE"
  if [[ -d $TEST_INSTANCE ]]; then stop_test_servers; fi
  at_exit stop_test_servers
  servers_up
}

stop_test_servers() {
  parties_down
  servers_down
  delete_instance
}

# What the integration and end-to-end tests read. Without these variables they are skipped.
export_test_environment() {
  DUET_TEST_POSTGRES=$(superuser_url)
  DUET_TEST_AMQP=$(broker_url admin)
  DUET_TEST_CLIENT_AMQP=$(broker_url client)
  DUET_TEST_SUPPLIER_AMQP=$(broker_url supplier)
  DUET_TEST_MONITOR_AMQP=$(broker_url monitor)
  DUET_TEST_RABBITMQCTL=$INSTANCE/rabbitmqctl
  DUET_TEST_SERVERS="$ROOT/dev servers --test"
  DUET_TEST_PYTHON=$VENV/bin/python
  export DUET_TEST_CLIENT_AMQP DUET_TEST_SUPPLIER_AMQP DUET_TEST_MONITOR_AMQP
  export DUET_TEST_POSTGRES DUET_TEST_AMQP DUET_TEST_RABBITMQCTL DUET_TEST_SERVERS DUET_TEST_PYTHON
}

# What third parties make of random inputs, for StatisticsTests. The inputs are others in every run; the
# seed stands in the log and in the name of a case that fails.
make_oracle_cases() {
  "$VENV/bin/python" scripts/oracles/statistics_cases.py "$INSTANCE/oracles/statistics.json" \
    --seed "$EPOCHSECONDS"
}

lint_process() { "$VENV/bin/python" scripts/check_bpmn.py bpmn/*.bpmn; }

lint_wire() { "$VENV/bin/python" scripts/check_asyncapi.py docs/asyncapi.yaml; }

lint_interface() { "$VENV/bin/python" scripts/check_openapi.py docs/openapi.json; }

lint_compose() {
  "$VENV/bin/check-jsonschema" --builtin-schema vendor.compose-spec docker-compose.yml &&
    "$VENV/bin/python" scripts/check_compose.py docker-compose.yml
}

# What stands in files that others define, by others' tools.
check_documents() {
  check "the process is valid BPMN" "$LOG/lint.log" lint_process
  check "the wire is described by a valid AsyncAPI document" "$LOG/lint.log" lint_wire
  check "the HTTP interface is described by a valid OpenAPI document" "$LOG/lint.log" lint_interface
  check "the compose file follows its schema" "$LOG/lint.log" lint_compose
  if command -v systemd-analyze >/dev/null; then
    check "systemd accepts the units" "$LOG/lint.log" lint_systemd
  fi
}

# What systemd's own checker says of our units. The programs that they name need not be installed
# here, and the machine's own units are not our concern.
lint_systemd() {
  refuse_matches -v -e 'is not executable' -e '^/' \
    <(systemd-analyze verify "$ROOT"/deploy/systemd/*.service 2>&1)
}

# The number in an attribute of the test report's summary line.
report_number() { sed -nE "s/.*<testsuite .*[ ]$1=\"([0-9]+)\".*/\1/p" "$2" | head -n 1; }

# What needs servers runs group by group: a memory alarm or a closed connection of one test would
# disturb another one on the same broker, time limits are only fair on a machine that is not crowded, and a
# server lets in so many connections only.
# What computes for minutes without a pause has a group, too: in one with it, hundreds of short tests would wait for a thread.
EXPLORING_TESTS='^(VerificationTests[.]OrderSoundnessTests|SimulationTests[.]WorldTests)/'
DATABASE_DRIVER_TESTS='^PostgreSQLTests[.]'
DATABASE_TESTS='^(MigrationsTests|StorageTests)[.]'
MONITOR_DATABASE_TESTS='^MonitorStorageTests[.]'
BROKER_DRIVER_TESTS='^RabbitMQTests[.]'
BROKER_TESTS='^MessagingTests[.]'
PROGRAM_TESTS='^EndToEndTests[.]'

run_all_swift_tests() {
  run_swift_tests "Swift tests without servers" --skip "$EXPLORING_TESTS" \
    --skip "$DATABASE_DRIVER_TESTS" --skip "$DATABASE_TESTS" --skip "$MONITOR_DATABASE_TESTS" --skip "$BROKER_DRIVER_TESTS" \
    --skip "$BROKER_TESTS" --skip "$PROGRAM_TESTS"
  begin_exploring_tests
  run_swift_tests "Swift tests of the PostgreSQL driver" --filter "$DATABASE_DRIVER_TESTS"
  run_swift_tests "Swift tests of the parties' database" --filter "$DATABASE_TESTS"
  run_swift_tests "Swift tests of the monitor's database" --filter "$MONITOR_DATABASE_TESTS"
  run_swift_tests "Swift tests of the RabbitMQ driver" --filter "$BROKER_DRIVER_TESTS"
  run_swift_tests "Swift tests of messaging" --filter "$BROKER_TESTS"
  run_swift_tests "Swift tests of the three programs" --filter "$PROGRAM_TESTS"
}

# Runs Swift tests and adds what their report says to the count.
run_swift_tests() {
  local what=$1 log report=$INSTANCE/tests.xml status=0
  shift
  log=$LOG/$(tr -c '[:alnum:]\n' - <<<"$what").log
  rm -f -- "$log"
  stage "$what" "$log" swift test --skip-build --xunit-output "$report" "$@" || status=$?
  count_swift_tests "$what" "$log" "${report%.xml}-swift-testing.xml" "$status"
}

# count_swift_tests WHAT LOG REPORT STATUS: a run that ends without a report has crashed, which counts as one failure more.
count_swift_tests() {
  local what=$1 log=$2 report=$3 status=$4 tests failures
  tests=$(report_number tests "$report" 2>/dev/null || true)
  if [[ -n $tests ]]; then
    failures=$(($(report_number failures "$report") + $(report_number errors "$report")))
    PASSED=$((PASSED + tests - failures))
    FAILED=$((FAILED + failures))
    if ((status != 0 && failures == 0)); then FAILED=$((FAILED + 1)); fi
    ((tests > 0)) || {
      say "  ${RED}fail${PLAIN}  no test was run"
      FAILED=$((FAILED + 1))
    }
  else
    FAILED=$((FAILED + 1))
  fi
  if ((status != 0)); then
    remember_failures "$what" "$log" <(grep -E '^✘.* (recorded an issue|issue at)|error:|Fatal error' "$log")
  fi
  # The next run must not be counted by it.
  rm -f -- "$report"
}

# Tests with servers wait now and then: those that only compute have what they leave of the processors. Without
# `swift test`, of which there can be one at a time.
begin_exploring_tests() {
  EXPLORING_LOG=$LOG/Swift-tests-that-explore.log
  EXPLORING_REPORT=$INSTANCE/exploring.xml
  (yielding "$(swift build --show-bin-path)/duetPackageTests.xctest" --testing-library swift-testing \
    --filter "$EXPLORING_TESTS" --xunit-output "$EXPLORING_REPORT") </dev/null >"$EXPLORING_LOG" 2>&1 7>&- &
  EXPLORING_PID=$!
  at_exit end_exploring_tests
}

end_exploring_tests() { kill -- "-$EXPLORING_PID" 2>/dev/null || true; }

wait_for_exploring_tests() {
  local status=0
  stage "Swift tests that explore" "$EXPLORING_LOG" wait "$EXPLORING_PID" || status=$?
  count_swift_tests "Swift tests that explore" "$EXPLORING_LOG" "$EXPLORING_REPORT" "$status"
}

# The pages in a real browser, with a client and a supplier that really run behind them.
run_browser_tests() {
  local log=$LOG/browser-tests.log report=$INSTANCE/browser-tests.xml status=0 tests failures
  rm -f -- "$report"
  DUET_TEST_EXECUTABLES=$(swift build --show-bin-path) \
    stage "Pages in the browser" "$log" "$VENV/bin/python" -m pytest -q -p no:cacheprovider --durations 15 \
    --junit-xml "$report" Tests/browser || status=$?
  tests=$(report_number tests "$report")
  failures=$(($(report_number failures "$report") + $(report_number errors "$report")))
  PASSED=$((PASSED + ${tests:-0} - failures))
  FAILED=$((FAILED + failures))
  if ((status != 0 && failures == 0)); then FAILED=$((FAILED + 1)); fi
  if ((status != 0)); then remember_failures "Pages in the browser" "$log" <(grep -E '^(FAILED|ERROR) ' "$log"); fi
}

#: test [FILTER] | all tests on servers of their own; with a filter, only the Swift tests that match
command_test() {
  local filter=${1:-} started=$EPOCHREALTIME
  [[ $# -le 1 ]] || usage_error "./dev test [FILTER]"
  ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  ensure_swift
  mkdir -p -- "$ROOT/.local"
  exec 7>"$ROOT/.local/test.lock"
  flock -n 7 || fail "another ./dev test runs in this clone"
  start_test_servers 7>&-
  begin_test_tools
  export_test_environment
  if [[ -z $filter ]]; then run_static_checks; fi
  local failed_before=$FAILED failed_to_build
  check "tests built" "$LOG/build.log" swift build --build-tests
  failed_to_build=$((FAILED - failed_before))
  wait_for_test_tools
  if [[ -z $filter ]]; then check_documents; fi
  if [[ -z $filter || $filter == *Statistics* ]]; then
    check "oracles for the statistics" "$LOG/oracles.log" make_oracle_cases
    if [[ -e $INSTANCE/oracles ]]; then export DUET_TEST_ORACLES=$INSTANCE/oracles; fi
  fi
  if ((failed_to_build == 0)); then
    if [[ -n $filter ]]; then run_swift_tests "Swift tests" --filter "$filter"; else
      run_all_swift_tests
      run_browser_tests
      wait_for_exploring_tests
    fi
  fi
  say "Took $(elapsed_since "$started") s."
  report_checks
}
