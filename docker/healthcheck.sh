#!/bin/sh
# Healthy when the service says that it is ready: database, broker and migrations in order.
exec curl --fail --silent --show-error --max-time 2 --output /dev/null \
  "http://127.0.0.1:${DUET_HTTP_PORT:-8080}/health/ready"
