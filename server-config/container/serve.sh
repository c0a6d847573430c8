#!/bin/sh
# The first process of a container: runs the server's command. Told to stop (SIGTERM), it drains the node before it stops the
# server, so that no EventSource ends for good.
#
# The time that the container is given for that is to be longer than DRAIN_LIMIT and SETTLE together; see stop-node.sh.
set -eu

"$@" &
server=$!

stop() {
  trap '' TERM INT
  "$(dirname "$0")/stop-node.sh" http://127.0.0.1:8080 true || echo "the server stops without being drained" >&2
  kill -TERM "$server" || true
}
trap stop TERM INT

# A signal ends the wait as well.
status=0
while kill -0 "$server" 2> /dev/null; do
  status=0
  wait "$server" || status=$?
done
# A server that was asked to end is none that failed.
[ "$status" -ne 143 ] || status=0
exit "$status"
