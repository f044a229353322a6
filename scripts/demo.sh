# The demonstration, on servers and services of its own that it makes from nothing each time: they go
# by a fast clock, and a driver places orders, plays the people of both companies and sums up.
# shellcheck shell=bash

DEMO_INSTANCE=$ROOT/.local/demo
# The driver inherits the terminal, and its exit code is the demonstration's.
DEMO_DRIVER=("$BIN/demo")
# An hour of the process in each second: its terms are days.
DEMO_SPEED=3600

#: demo [--keep] [OPTION...] | a day's orders between both companies, live; --keep leaves all running
command_demo() {
  local keep='' status=0
  if [[ ${1:-} == --keep ]]; then
    keep=yes
    shift
  fi
  ensure_packages "${RUN_PACKAGES[@]}" "${BUILD_PACKAGES[@]}"
  command_build
  [[ -x ${DEMO_DRIVER[0]} ]] || fail "the demonstration's driver ${DEMO_DRIVER[0]#"$ROOT/"} has not been built"
  lock_place demo
  start_afresh "$DEMO_INSTANCE"
  at_exit stop_demo
  servers_up
  start_demo_clock
  parties_up
  make_demo_users
  (
    # shellcheck source=/dev/null
    source "$INSTANCE/env"
    export_party_environment monitor
    export_check_environment
    export DUET_DEMO_PASSWORD
    exec "${DEMO_DRIVER[@]}" "$@" 3>&- 7>&-
  ) || status=$?
  if [[ -n $keep ]]; then keep_demo; fi
  return "$status"
}

# One user for each role in each company, all with the same password. The driver adds the people of its
# play to them.
make_demo_users() {
  local party
  DUET_DEMO_PASSWORD=$(od -An -N10 -tx1 /dev/urandom | tr -d ' \n')
  (umask 077 && printf '%s\n' "$DUET_DEMO_PASSWORD" >"$INSTANCE/password")
  for party in client supplier; do
    (
      export_party_environment "$party"
      add_demo_users "$BIN/$party" >/dev/null
    ) || fail "the users of the $party could not be added"
  done
  say "Everybody signs in: users ${DEMO_ROLES[*]} of either company, password $DUET_DEMO_PASSWORD"
}

# The roles of docs/access.md.
DEMO_ROLES=(operator buyer approver sales pricing warehouse auditor)

# add_demo_users PROGRAM: the first of them is the operator, who adds the others.
add_demo_users() {
  local program=$1 role
  "$program" user add operator --role operator --first --password-stdin <<<"$DUET_DEMO_PASSWORD" || return 1
  DUET_TOKEN=$("$program" login operator --print --password-stdin <<<"$DUET_DEMO_PASSWORD") || return 1
  export DUET_TOKEN
  for role in "${DEMO_ROLES[@]:1}"; do
    "$program" user add "$role" --role "$role" --password-stdin <<<"$DUET_DEMO_PASSWORD" || return 1
  done
}

# The demonstrated days are the last ones, so that what is kept goes on in the present.
start_demo_clock() {
  DUET_CLOCK=$(date -u -d '8 days ago' +%Y-%m-%dT05:00:00Z)@$DEMO_SPEED
  DUET_CLOCK_EPOCH=${EPOCHREALTIME/,/.}
  export DUET_CLOCK DUET_CLOCK_EPOCH
}

# What was stopped can be looked at until the next demonstration.
stop_demo() {
  [[ ! -e $INSTANCE/kept ]] || return 0
  parties_down
  servers_down
}

# From now on by the machine's clock: on the fast one a person would always come too late.
keep_demo() {
  unset DUET_CLOCK DUET_CLOCK_EPOCH
  parties_down
  parties_up
  touch -- "$INSTANCE/kept"
  say ""
  say "Everything keeps running, now at the usual speed. Sign in as one of"
  say "${DEMO_ROLES[*]}, password $DUET_DEMO_PASSWORD:"
  say "  in a browser: $(party_url client) and $(party_url supplier)"
  say "  where all orders are, and how the process performs: $(party_url monitor)"
  say "  ./dev --demo client login buyer; ./dev --demo supplier login sales"
  say "Then try:"
  say "  ./dev --demo client order list        what the buyer sees"
  say "  ./dev --demo client order place --line BRG-6204-2RS:20"
  say "  ./dev --demo supplier task list       what the supplier's people have to do"
  say "  ./dev --demo monitor live             both pools, live"
  say "  ./dev --demo monitor check            do both sides agree?"
  say "  ./dev --demo status, ./dev --demo logs -f, ./dev --demo down"
}
