# The Debian packages that Duet needs, and what else the machine must have.
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

RUN_PACKAGES=(postgresql-15 rabbitmq-server curl)
BUILD_PACKAGES=(libpq-dev librabbitmq-dev libsqlite3-dev pkg-config)
TEST_PACKAGES=(chromium fonts-liberation prometheus python3-venv shellcheck tmux)
POSTGRESQL_BIN=/usr/lib/postgresql/15/bin
RABBITMQ_BIN=/usr/lib/rabbitmq/bin

# Prints those of the named packages that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true) == 'install ok installed' ]] ||
      printf '%s\n' "$package"
  done
}

# While the servers' packages are being installed, keeps Debian from starting system-wide servers
# of them: Duet starts its own. Left behind by a killed run it stops nothing else from starting.
POLICY=/usr/sbin/policy-rc.d
hold_back_services() {
  [[ ! -e $POLICY ]] || return 0
  cat >"$POLICY" <<'POLICY_END'
#!/bin/sh
# Written by Duet's ./dev install for the time of one installation; may be deleted.
case $1 in postgresql* | rabbitmq* | epmd*) exit 101 ;; esac
exit 0
POLICY_END
  chmod 755 "$POLICY"
}

release_services() {
  if grep -qs "Written by Duet's" "$POLICY"; then rm -f -- "$POLICY"; fi
}

# ensure_packages PACKAGE…: installs what is missing as root; else says what to type, and stops.
ensure_packages() {
  local -a missing
  command -v dpkg-query >/dev/null ||
    fail "this is not a Debian system; Duet needs the counterparts of these packages: $*"
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if ((EUID != 0)); then
    say "Duet needs packages that are not installed. Please type this, then try again:"
    say ""
    say "  sudo apt-get update && sudo apt-get install --yes ${missing[*]}"
    say ""
    say "(The system-wide servers that these packages bring are not used; Duet starts its own.)"
    exit 1
  fi
  say "${BOLD}Packages${PLAIN}: ${missing[*]}"
  mkdir -p -- "$ROOT/.local/log"
  hold_back_services
  at_exit release_services
  stage "package lists" "$ROOT/.local/log/packages.log" apt-get update ||
    fail "apt-get update failed; see .local/log/packages.log"
  DEBIAN_FRONTEND=noninteractive stage "packages installed" "$ROOT/.local/log/packages.log" \
    apt-get install --yes --no-install-recommends "${missing[@]}" ||
    fail "apt-get install failed; see .local/log/packages.log"
  release_services
}

# Prints the version of Swift, or says what is wrong with it and returns 1.
swift_version() {
  local output
  command -v swift >/dev/null || {
    printf 'not in PATH; Duet needs Swift 6.3 (https://www.swift.org/install/linux/)'
    return 1
  }
  output=$(swift --version 2>&1) || {
    printf 'does not start: %s' "${output%%$'\n'*}"
    return 1
  }
  [[ $output =~ 'Swift version '([0-9]+)\.([0-9]+)[0-9.]* ]] || return 1
  printf '%s' "${BASH_REMATCH[0]#Swift version }"
  ((BASH_REMATCH[1] > 6 || (BASH_REMATCH[1] == 6 && BASH_REMATCH[2] >= 3))) || {
    printf ' is too old; Duet needs Swift 6.3'
    return 1
  }
}

ensure_swift() {
  local version
  version=$(swift_version) || fail "swift $version"
}

#: doctor | say what this machine has and what is missing
command_doctor() {
  local version problems=0 free
  local -a missing
  report() { printf '%-12s %s\n' "$1" "$2"; }
  # shellcheck source=/dev/null
  report system "$(. /etc/os-release && printf '%s' "$PRETTY_NAME"), $(uname -m), $(nproc) cores"
  version=$(swift_version) || problems=1
  report swift "$version"
  mapfile -t missing < <(missing_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}")
  if [[ ${#missing[@]} -eq 0 ]]; then
    report packages "all there"
  else
    report packages "missing: ${missing[*]} ('./dev install')"
    problems=1
  fi
  mapfile -t missing < <(missing_packages "${TEST_PACKAGES[@]}")
  [[ ${#missing[@]} -eq 0 ]] || report 'for tests' "missing: ${missing[*]} ('./dev install')"
  free=$(df --output=avail -BM -- "$ROOT" | tail -n 1 | tr -dc '0-9')
  report disk "$free MB free here"
  if ((free < 4000)); then
    report '' "a release and a test build together need about 4 GB"
    problems=1
  fi
  report memory "$(awk '/^MemAvailable/ { printf "%d MB available", $2 / 1024 }' /proc/meminfo)"
  if ((EUID == 0)); then report user "root (the servers then run as postgres and rabbitmq)"; else report user "$(id -un)"; fi
  return "$problems"
}

#: install | install the Debian packages that are missing (as root)
command_install() {
  ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  say "All packages are installed."
}
