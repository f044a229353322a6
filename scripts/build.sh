# Building the executables.
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

BIN=$ROOT/.build/release

#: build | build the executables (release)
command_build() {
  ensure_packages "${BUILD_PACKAGES[@]}"
  ensure_swift
  stage "executables built" "$ROOT/.local/log/build.log" swift build -c release --static-swift-stdlib ||
    fail "the build failed; the whole output is in .local/log/build.log"
}
