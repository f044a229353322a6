# Ports of our own: chosen at random once, remembered in the instance's folder, chosen anew when
# somebody else has taken one meanwhile. All lie below 32768, where Linux begins to hand out ports
# for outgoing connections, which would otherwise take one from under a restarting server.
# shellcheck shell=bash

LOWEST_PORT=10000
HIGHEST_PORT=32700

# Whether any process listens on the port, on whatever address (state 0A is LISTEN).
port_is_taken() {
  local hex
  printf -v hex '%04X' "$1"
  awk -v suffix=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == suffix { found = 1 }
    END { exit !found }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

port_of() { sed -n "s/^$1=//p" "$INSTANCE/ports" 2>/dev/null || true; }

# A port that nobody listens on and that this instance has not given to anything.
free_port() {
  local port attempt
  for ((attempt = 0; attempt < 200; attempt++)); do
    port=$((LOWEST_PORT + (RANDOM * 32768 + RANDOM) % (HIGHEST_PORT - LOWEST_PORT + 1)))
    port_is_taken "$port" && continue
    grep -qs "=$port\$" "$INSTANCE/ports" && continue
    printf '%s' "$port"
    return 0
  done
  fail "no free port between $LOWEST_PORT and $HIGHEST_PORT"
}

choose_port() {
  local name=$1 port
  port=$(free_port)
  touch "$INSTANCE/ports"
  sed -i "/^$name=/d" "$INSTANCE/ports"
  printf '%s=%s\n' "$name" "$port" >>"$INSTANCE/ports"
}

# ensure_port NAME: for a server that does not run now. Keeps the remembered port if it is free.
ensure_port() {
  local name=$1 port
  port=$(port_of "$name")
  if [[ -z $port ]]; then
    choose_port "$name"
  elif port_is_taken "$port"; then
    choose_port "$name"
    note "port $port ($name) has been taken by another program; using $(port_of "$name")"
  fi
}

port_answers() { (exec 8<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
