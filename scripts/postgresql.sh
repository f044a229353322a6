# The private PostgreSQL: loopback only, scram passwords, no Unix socket, one database per party.
# shellcheck shell=bash

# Runs a PostgreSQL client program as the superuser. The password comes from a 0600 file.
with_superuser() {
  PGHOST=127.0.0.1 PGPORT=$(port_of postgresql) PGUSER=postgres PGPASSFILE=$SECRETS/pgpass \
    PGCONNECT_TIMEOUT=10 "$@"
}

postgresql_is_ready() {
  "$POSTGRESQL_BIN/pg_isready" -q -h 127.0.0.1 -p "$(port_of postgresql)" -t 3
}

# Initialises in a folder beside the final one, so that a run killed meanwhile leaves nothing that
# looks like a database.
initialise_postgresql() {
  local fresh=$DATA/postgresql/data.unfinished password_file=$DATA/postgresql/password
  server_folder "$DATA/postgresql" postgres
  rm -rf -- "$fresh"
  [[ ! -d $PGDATA ]] || return 0
  rm -f -- "$password_file"
  (umask 077 && secret postgresql-admin >"$password_file")
  if ((EUID == 0)); then chown postgres: -- "$password_file"; fi
  (cd / && run_as postgres "$POSTGRESQL_BIN/initdb" -D "$fresh" -U postgres --auth=scram-sha-256 \
    --pwfile="$password_file" -E UTF8 --locale=C.UTF-8) || return 1
  rm -f -- "$password_file"
  printf "include_if_exists = 'duet.conf'\n" >>"$fresh/postgresql.conf"
  mv -T -- "$fresh" "$PGDATA"
}

# Durable as in production: fsync and synchronous_commit keep their default, on.
write_postgresql_configuration() {
  cat >"$PGDATA/duet.conf" <<CONF
port = $(port_of postgresql)
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 256MB
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
CONF
  if ((EUID == 0)); then chown postgres: -- "$PGDATA/duet.conf"; fi
  (umask 077 && printf '127.0.0.1:*:*:postgres:%s\n' "$(secret postgresql-admin)" >"$SECRETS/pgpass")
}

check_postgresql_data() {
  local part
  for part in PG_VERSION postgresql.conf pg_hba.conf global/pg_control base pg_wal pg_xact; do
    [[ -e $PGDATA/$part ]] ||
      fail "the database folder ${PGDATA#"$ROOT/"} is damaged ($part is missing); './dev reset' deletes everything and starts afresh"
  done
  [[ $(<"$PGDATA/PG_VERSION") == 15 ]] ||
    fail "the databases in ${PGDATA#"$ROOT/"} are of PostgreSQL $(<"$PGDATA/PG_VERSION"), not 15; './dev reset' starts afresh"
}

# Ends every PostgreSQL process that still works in our data folder without its postmaster, and
# removes a lock file whose number now belongs to another program. PostgreSQL itself would take
# that program for the owner of the folder and refuse to start.
clear_postgresql_leftovers() {
  local folder pid name
  stop_leftovers postgresql
  for folder in /proc/[0-9]*; do
    [[ $folder/cwd -ef $PGDATA ]] || continue
    { read -r name <"$folder/comm"; } 2>/dev/null || continue
    [[ $name == postgres ]] || continue
    pid=${folder#/proc/}
    stop_process "$pid" QUIT 10 "a leftover process of PostgreSQL"
  done
  rm -f -- "$PGDATA/postmaster.pid"
}

launch_postgresql() {
  as_user postgres
  LANG=C.UTF-8 spawn postgresql / "$LOG/postgresql.log" \
    "${AS_USER[@]}" "$POSTGRESQL_BIN/postgres" -D "$PGDATA"
}

postgresql_started_or_died() { postgresql_is_ready || ! main_process postgresql >/dev/null; }

start_postgresql() {
  initialise_postgresql || return 1
  check_postgresql_data
  clear_postgresql_leftovers
  ensure_port postgresql
  write_postgresql_configuration
  launch_postgresql
  wait_until 60 postgresql_started_or_died && main_process postgresql >/dev/null && postgresql_is_ready
}

# Roles and databases, made or brought up to date; the passwords travel over stdin, and not into
# the server's log should a statement fail.
create_databases() {
  local party
  {
    printf '%s\n' '\set ON_ERROR_STOP on' \
      "set log_min_error_statement = panic; set client_min_messages = warning;"
    for party in "${PARTIES[@]}"; do
      cat <<SQL
select 'create role $party login' where not exists (select from pg_roles where rolname = '$party') \gexec
alter role $party password '$(secret "postgresql-$party")';
select 'create database $party owner $party' where not exists (select from pg_database where datname = '$party') \gexec
revoke all on database $party from public;
SQL
    done
  } | with_superuser "$POSTGRESQL_BIN/psql" -XqAt -d postgres -f -
}

stop_postgresql() {
  local pid
  if pid=$(main_process postgresql); then
    # INT is PostgreSQL's fast shutdown, QUIT its immediate one, which it recovers from.
    kill -s INT "$pid" 2>/dev/null || true
    wait_until 30 process_is_gone "$pid" || stop_process "$pid" QUIT 10 PostgreSQL
  fi
  [[ ! -d $PGDATA ]] || clear_postgresql_leftovers
  rm -f -- "$RUN/postgresql.pid"
}
