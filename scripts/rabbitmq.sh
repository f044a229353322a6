# The private RabbitMQ: loopback only, a name server (epmd) of its own, no plugins, no guest.
# shellcheck shell=bash

RABBITMQ_NODE=duet@localhost
MEGABYTE=1000000

# The complete environment of the broker and its tools: nothing of the system's configuration in
# /etc/rabbitmq and nothing of the caller's may leak in. HOME is where the Erlang cookie lies.
set_rabbitmq_environment() {
  local loopback='-kernel inet_dist_use_interface {127,0,0,1}'
  RABBITMQ_ENVIRONMENT=(
    env -i
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    LANG=C.UTF-8
    HOME="$RABBITMQ_HOME"
    ERL_EPMD_ADDRESS=127.0.0.1
    ERL_EPMD_PORT="$(port_of epmd)"
    RABBITMQ_NODENAME="$RABBITMQ_NODE"
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1
    RABBITMQ_NODE_PORT="$(port_of rabbitmq)"
    RABBITMQ_DIST_PORT="$(port_of distribution)"
    RABBITMQ_CONF_ENV_FILE="$RABBITMQ_HOME/rabbitmq-env.conf"
    RABBITMQ_CONFIG_FILE="$RABBITMQ_HOME/rabbitmq.conf"
    RABBITMQ_CONFIG_FILES="$RABBITMQ_HOME/conf.d/*.conf"
    RABBITMQ_ADVANCED_CONFIG_FILE="$RABBITMQ_HOME/advanced.config"
    RABBITMQ_ENABLED_PLUGINS_FILE="$RABBITMQ_HOME/enabled_plugins"
    RABBITMQ_MNESIA_BASE="$RABBITMQ_HOME/mnesia"
    RABBITMQ_LOG_BASE="$RABBITMQ_HOME/log"
    RABBITMQ_LOGS=-
    RABBITMQ_PID_FILE="$RABBITMQ_HOME/pid"
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="$loopback"
    RABBITMQ_CTL_ERL_ARGS="$loopback"
  )
}

# The broker refuses all publishing when less disk than this is free.
disk_limit() {
  local free wanted=$((1000 * MEGABYTE))
  free=$(($(df --output=avail -B1 -- "$DATA" | tail -n 1)))
  if ((free < 2 * wanted)); then
    wanted=$((free / 4 > 50 * MEGABYTE ? free / 4 : 50 * MEGABYTE))
    note "only $((free / MEGABYTE)) MB of disk are free: the broker stops publishing below $((wanted / MEGABYTE)) MB instead of 1000 MB"
  fi
  printf '%s' "$wanted"
}

# The bytes of a hexadecimal number read from stdin.
bytes_of() { printf '%b' "$(sed 's/../\\x&/g')"; }

# RabbitMQ's own form: base64 of a 4-byte salt and the SHA-256 of salt and password.
password_hash() {
  local salt hash
  salt=$(od -An -v -N4 -tx1 /dev/urandom | tr -d ' \n')
  hash=$({
    bytes_of <<<"$salt"
    secret "rabbitmq-$1"
  } | sha256sum | cut -d ' ' -f 1)
  bytes_of <<<"$salt$hash" | base64 -w 0
}

# Users and permissions; read by the broker at every start, which also keeps it from making guest.
rabbitmq_definitions() {
  local user tags separator=''
  printf '{"vhosts":[{"name":"%s"}],"users":[' "$VIRTUAL_HOST"
  for user in "${BROKER_USERS[@]}"; do
    tags=''
    [[ $user != admin ]] || tags=administrator
    printf '%s{"name":"%s","password_hash":"%s","hashing_algorithm":"rabbit_password_hashing_sha256","tags":"%s"}' \
      "$separator" "$user" "$(password_hash "$user")" "$tags"
    separator=','
  done
  printf '],"permissions":['
  separator=''
  for user in "${BROKER_USERS[@]}"; do
    permissions_of "$user"
    printf '%s{"user":"%s","vhost":"%s","configure":"%s","write":"%s","read":"%s"}' \
      "$separator" "$user" "$VIRTUAL_HOST" "$CONFIGURE" "$WRITE" "$READ"
    separator=','
  done
  printf ']}\n'
}

write_rabbitmq_configuration() {
  mkdir -p -- "$RABBITMQ_HOME/mnesia" "$RABBITMQ_HOME/log"
  printf '[].\n' >"$RABBITMQ_HOME/enabled_plugins"
  : >"$RABBITMQ_HOME/rabbitmq-env.conf"
  cat >"$RABBITMQ_HOME/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$(port_of rabbitmq)
load_definitions = $RABBITMQ_HOME/definitions.json
log.console = true
log.console.level = warning
heartbeat = 10
max_message_size = 1048576
disk_free_limit.absolute = $(disk_limit)
vm_memory_high_watermark.relative = 0.3
CONF
  (umask 077 && rabbitmq_definitions >"$RABBITMQ_HOME/definitions.json")
  rm -f -- "$RABBITMQ_HOME/.erlang.cookie"
  (umask 077 && secret rabbitmq-cookie >"$RABBITMQ_HOME/.erlang.cookie")
  if ((EUID == 0)); then
    chown rabbitmq: -- "$RABBITMQ_HOME"/{mnesia,log,enabled_plugins,rabbitmq-env.conf,rabbitmq.conf,definitions.json,.erlang.cookie}
  fi
  set_rabbitmq_environment
  as_user rabbitmq
  {
    printf '#!/bin/bash\n# rabbitmqctl for the broker of this folder.\ncd /\nexec'
    printf ' %q' "${AS_USER[@]}" "${RABBITMQ_ENVIRONMENT[@]}" "$RABBITMQ_BIN/rabbitmqctl" -n "$RABBITMQ_NODE"
    printf ' "$@"\n'
  } >"$INSTANCE/rabbitmqctl"
  chmod 755 "$INSTANCE/rabbitmqctl"
}

start_epmd() {
  main_process epmd >/dev/null && return 0
  as_user rabbitmq
  spawn epmd / "$LOG/epmd.log" "${AS_USER[@]}" /usr/bin/epmd \
    -port "$(port_of epmd)" -address 127.0.0.1
  wait_until 10 port_answers "$(port_of epmd)" || return 1
}

# Told that a supervisor watches it, the start script becomes the broker instead of keeping a shell
# above it, so that the id which we remember is the broker's.
launch_rabbitmq() {
  server_folder "$RABBITMQ_HOME" rabbitmq
  # A broker that was killed during its very first start holds nothing, but may not start again.
  [[ -e $RABBITMQ_HOME/has-started ]] || rm -rf -- "$RABBITMQ_HOME/mnesia"
  stop_leftovers rabbitmq
  ensure_port rabbitmq
  ensure_port distribution
  main_process epmd >/dev/null || ensure_port epmd
  write_rabbitmq_configuration
  start_epmd || return 1
  as_user rabbitmq
  spawn rabbitmq / "$LOG/rabbitmq.log" "${AS_USER[@]}" "${RABBITMQ_ENVIRONMENT[@]}" \
    "$(process_tag rabbitmq)" RUNNING_UNDER_SYSTEMD=true "$RABBITMQ_BIN/rabbitmq-server"
}

rabbitmq_answers_or_died() { port_answers "$(port_of rabbitmq)" || ! main_process rabbitmq >/dev/null; }

await_rabbitmq() {
  wait_until 120 rabbitmq_answers_or_died || return 1
  main_process rabbitmq >/dev/null || return 1
  "$INSTANCE/rabbitmqctl" -q await_startup --timeout 60 || return 1
  touch "$RABBITMQ_HOME/has-started"
}

rabbitmq_is_ready() {
  main_process rabbitmq >/dev/null && main_process epmd >/dev/null &&
    port_answers "$(port_of rabbitmq)" && [[ -e $RABBITMQ_HOME/has-started ]]
}

# TERM is an orderly stop. A broker that is still booting forgets it, hence the repetition.
stop_broker() {
  local pid=$1 attempt
  for ((attempt = 0; attempt < 20; attempt++)); do
    kill -s TERM "$pid" 2>/dev/null || true
    wait_until 2 process_is_gone "$pid" && return 0
  done
  stop_process "$pid" KILL 5 RabbitMQ
}

stop_rabbitmq() {
  local pid
  if pid=$(main_process rabbitmq); then stop_broker "$pid"; fi
  stop_leftovers rabbitmq
  if pid=$(main_process epmd); then stop_process "$pid" TERM 5 epmd; fi
  stop_leftovers epmd
  rm -f -- "$RUN/rabbitmq.pid" "$RUN/epmd.pid" "$RABBITMQ_HOME/pid"
}
