#!/bin/sh
# Reads secrets from files before it becomes the service: for DUET_X_FILE=/run/secrets/x it sets
# DUET_X to what the file holds, so that no secret stands in the compose file or in an argument.
set -eu

for name in DUET_DATABASE_URL DUET_AMQP_URL; do
  eval "file=\${${name}_FILE:-}"
  [ -n "$file" ] || continue
  [ -r "$file" ] || {
    echo "${name}_FILE names $file, which cannot be read" >&2
    exit 78
  }
  value=$(cat -- "$file")
  export "$name=$value"
  unset "${name}_FILE"
done

exec "$@"
