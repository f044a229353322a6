# The pictures of the pages in the README, made anew from a client and a supplier that run.
# shellcheck shell=bash

# Those that the documents show; all of them are in .local/screenshots to be looked at.
README_PICTURES=(
  page-client-task page-client-order-dark page-supplier-inbox page-supplier-audit page-client-inbox-phone
  monitor-live monitor-order monitor-analysis terminal-process terminal-order
)

#: screenshots | take pictures of every page, and make those of the README anew
command_screenshots() {
  ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  ensure_swift
  command_build
  mkdir -p -- "$ROOT/.local"
  exec 7>"$ROOT/.local/test.lock"
  flock -n 7 || fail "a ./dev test runs in this clone, with the servers that the pictures need"
  start_test_servers 7>&-
  stage "tools installed" "$LOG/test-tools.log" install_test_tools ||
    fail "the tools could not be installed from PyPI"
  export_test_environment
  DUET_TEST_EXECUTABLES=$BIN stage "pictures made" "$LOG/screenshots.log" \
    "$VENV/bin/python" scripts/screenshots.py "$ROOT/.local/screenshots" ||
    fail "the pictures could not be made"
  local picture
  for picture in "${README_PICTURES[@]}"; do
    cp -- "$ROOT/.local/screenshots/$picture.png" docs/images/
  done
  cp -- "$ROOT"/.local/screenshots/order-step-*.jpg docs/images/
}
