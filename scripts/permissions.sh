# Who may do what at the broker: the one place for it. The regular expressions are RabbitMQ's: of
# names of queues and exchanges, for `configure` (declare and delete), `write` (publish to an
# exchange; bind a queue) and `read` (consume from a queue; bind from an exchange).
#
#   order.messages         topic exchange: what the parties say to each other
#   order.events           fanout exchange: what happened, for monitors
#   order.dead             exchange to which rejected deliveries go
#   order.<party>.inbox    quorum queue of a party
#   order.<party>.dead     queue of a party's rejected deliveries
#   order.events.stream    stream of all events, from which monitors read
#
# Each party declares what it uses; the stream too, so that nothing that happens before the first monitor
# is lost to it. `user_id` is checked by the broker, so that user names matter:
# nobody can write in another's name.
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

COLLABORATION=order
VIRTUAL_HOST=duet
BROKER_USERS=("${PARTIES[@]}" admin)

# permissions_of USER: sets CONFIGURE, WRITE and READ.
permissions_of() {
  local user=$1 name="${COLLABORATION}[.]"
  case $user in
    client | supplier)
      # Dead-lettering demands read on the inbox and write on the exchange; binding a queue demands
      # write on it and read on the exchange.
      CONFIGURE="^${name}(messages|events|events[.]stream|dead|${user}[.](inbox|dead))\$"
      WRITE="^${name}(messages|events|events[.]stream|dead|${user}[.](inbox|dead))\$"
      READ="^${name}(messages|events|dead|${user}[.](inbox|dead))\$"
      ;;
    monitor)
      CONFIGURE="^${name}(events|events[.]stream)\$"
      WRITE="^${name}events[.]stream\$"
      READ="^${name}(events|events[.]stream)\$"
      ;;
    admin)
      CONFIGURE='.*' WRITE='.*' READ='.*'
      ;;
    *) fail "no permissions are written down for the broker's user '$user'" ;;
  esac
}
