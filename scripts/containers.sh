# What docker-compose.yml needs beside itself: passwords, and the broker's users made from them.
# shellcheck shell=bash

CONTAINER_SECRETS=$ROOT/docker/secrets

#: secrets | write the passwords that docker-compose.yml reads into docker/secrets/
command_secrets() {
  local party
  SECRETS=$CONTAINER_SECRETS
  chmod 700 -- "$SECRETS"
  container_secret database-admin-password secret postgresql-admin
  for party in "${PARTIES[@]}"; do
    container_secret "$party-database-password" secret "postgresql-$party"
    container_secret "$party-database-url" printf 'postgresql://%s:%s@%s-database/%s' \
      "$party" "$(secret "postgresql-$party")" "$party" "$party"
    container_secret "$party-broker-url" printf 'amqp://%s:%s@broker/%s' \
      "$party" "$(secret "rabbitmq-$party")" "$VIRTUAL_HOST"
  done
  container_secret broker-definitions.json rabbitmq_definitions
  say "Wrote docker/secrets/. Keep that folder private, and keep it: the databases remember its passwords."
}

# container_secret NAME COMMAND…: a file with the command's output. Containers read it under other
# user ids, so the files are readable and the folder around them is not.
container_secret() {
  local file=$CONTAINER_SECRETS/$1
  shift
  "$@" >"$file.new"
  chmod 444 -- "$file.new"
  mv -f -- "$file.new" "$file"
}
