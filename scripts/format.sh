# The formatter that comes with Swift.
# shellcheck shell=bash

SWIFT_SOURCES=(Package.swift Sources Tests)

#: format | format all Swift files in place
command_format() {
  ensure_swift
  swift format --in-place --parallel --recursive "${SWIFT_SOURCES[@]}"
}

#: lint | check formatting, scripts, and the repository's own rules
command_lint() {
  ensure_swift
  ensure_packages "${TEST_PACKAGES[@]}"
  run_static_checks
  report_checks
}

lint_swift() { swift format lint --strict --parallel --recursive "${SWIFT_SOURCES[@]}"; }
lint_scripts() {
  local script
  for script in dev .ci/run scripts/*.sh docker/*.sh; do bash -n "$script" || return 1; done
  shellcheck dev .ci/run scripts/*.sh docker/*.sh
}
