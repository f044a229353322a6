# Building the executables.
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

BIN=$ROOT/.build/release
PRODUCTS=(client supplier monitor simulate demo)

#: build | build the executables (release)
command_build() {
  ensure_packages "${BUILD_PACKAGES[@]}"
  ensure_swift
  stage "executables built" "$ROOT/.local/log/build.log" build_products "${PRODUCTS[@]}" ||
    fail "the build failed; the whole output is in .local/log/build.log"
}

# One by one: without a name everything is built, also what only the tests need and no release can have.
build_products() {
  local product
  for product in "$@"; do
    swift build -c release --static-swift-stdlib --product "$product" || return 1
  done
}
