# An instance is one private PostgreSQL, one private RabbitMQ and the three services on them, with
# their ports, secrets, logs and pid files in one folder. `.local` is for working; `./dev test`, `demo`
# and `bench` make one each from nothing, which a running `./dev up` never notices.
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

PARTIES=(client supplier monitor)
# `.local` last: the others lie in it.
INSTANCES=("$ROOT/.local/test" "$ROOT/.local/demo" "$ROOT/.local/bench" "$ROOT/.local")

# use_instance FOLDER: the functions of the other files work on the instance chosen last.
use_instance() {
  INSTANCE=$1
  RUN=$INSTANCE/run
  # Outlives the instance of the tests.
  LOG=$ROOT/.local/log${INSTANCE#"$ROOT/.local"}
  SECRETS=$INSTANCE/secrets
  if [[ -s $INSTANCE/data-folder ]]; then
    DATA=$(<"$INSTANCE/data-folder")
  else
    DATA=$INSTANCE
  fi
  PGDATA=$DATA/postgresql/data
  RABBITMQ_HOME=$DATA/rabbitmq
}

use_instance "$ROOT/.local"

# Makes the folders. As root they must let the servers' own users pass, but not look around.
prepare_instance() {
  local folder mode=700
  if ((EUID == 0)); then mode=711; fi
  for folder in "$ROOT/.local" "$INSTANCE"; do
    [[ -d $folder ]] || mkdir -m "$mode" -- "$folder"
    [[ -O $folder ]] ||
      fail "$folder belongs to $(stat -c %U -- "$folder"): work as that user, or remove it with './dev reset' as that user"
    chmod "$mode" -- "$folder"
  done
  mkdir -p -- "$RUN" "$LOG"
  install -d -m 700 -- "$SECRETS"
  choose_data_folder
}

# As root the servers run as users of their own, which cannot reach a clone below a private home
# such as /root; their data then lies in /var/lib.
choose_data_folder() {
  ((EUID == 0)) && [[ ! -s $INSTANCE/data-folder ]] || return 0
  setpriv --reuid=postgres --regid=postgres --init-groups test -x "$INSTANCE/." && return 0
  DATA=$(data_folder_outside)
  install -d -m 711 -- "$DATA"
  printf '%s\n' "$DATA" >"$INSTANCE/data-folder"
  note "the user postgres cannot reach $INSTANCE; the servers' data lies in $DATA"
  use_instance "$INSTANCE"
}

data_folder_outside() {
  printf '/var/lib/duet-%s' "$(printf '%s' "$INSTANCE" | sha256sum | cut -c 1-12)"
}

# The server's own folder in the instance's data, owned by the user that it runs as.
server_folder() {
  local folder=$1 user=$2
  install -d -m 700 -- "$folder"
  if ((EUID == 0)); then chown "$user:" -- "$folder"; fi
}

# secret NAME: a password of the instance, made when it is first asked for. Letters and digits only,
# so that it can stand in a URL. Never pass one as an argument of a program: anyone can read those.
secret() {
  local file=$SECRETS/$1
  if [[ ! -s $file ]]; then
    (umask 077 && od -An -v -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file.new")
    mv -f -- "$file.new" "$file"
  fi
  printf '%s' "$(<"$file")"
}

# Deletes the instance's folder and its data elsewhere. Its processes must have been stopped.
delete_instance() {
  [[ $DATA == "$INSTANCE" ]] || rm -rf -- "$DATA"
  rm -rf -- "$INSTANCE"
  use_instance "$INSTANCE"
}

# Stops all that runs in the instance and deletes it.
discard_instance() {
  parties_down
  servers_down
  delete_instance
}

# start_afresh FOLDER: from here on an instance that has nothing of what it may have had before.
start_afresh() {
  use_instance "$1"
  if [[ -d $INSTANCE ]]; then discard_instance; fi
}

# lock_place NAME: one run of a command at a time in one clone. The lock ends with the script.
lock_place() {
  mkdir -p -- "$ROOT/.local"
  exec 7>"$ROOT/.local/$1.lock"
  flock -n 7 || fail "another ./dev $1 runs in this clone"
}
