#!/bin/sh
# Takes a node out of service, for good or to restart it, without ending a single EventSource:
#
#   ADMIN_TOKEN=… ./stop-node.sh http://broker-1:8080 bin/asadmin stop-domain
#   ADMIN_TOKEN=… ./stop-node.sh http://broker-1:8080 bin/jboss-cli.sh --connect --command=shutdown
#
# It drains the node, waits until its streams have gone and the balancer has seen that, and only then runs the command that
# stops the server: while a server stops or undeploys, it answers 404, 500 or 503 by itself, which an EventSource takes for
# the end. The token may also stand in a file that ADMIN_TOKEN_FILE names; without either, the call is one from loopback.
#
#   DRAIN_LIMIT   seconds until it is stopped though streams are left (120); longer than the node's DRAIN_SECONDS
#   SETTLE        seconds in which the balancer finds out that the node gets no more streams (10)
#
# Nothing is stopped where the node cannot be drained.
set -eu

if [ $# -lt 2 ]; then
  echo "usage: $0 <the node's URL> <command that stops its server> [<argument> …]" >&2
  exit 2
fi
node=$1
shift
token=${ADMIN_TOKEN:-}
if [ -z "$token" ] && [ -n "${ADMIN_TOKEN_FILE:-}" ]; then
  token=$(cat "$ADMIN_TOKEN_FILE")
fi

# Answers how many streams are left. The token goes by standard input, where no list of processes shows it.
drain() {
  { [ -z "$token" ] || printf 'header = "Authorization: Bearer %s"\n' "$token"; } |
    curl --silent --show-error --fail --max-time 10 --config - --request POST "$node/drain" |
    sed -n 's/.*"connections": *\([0-9][0-9]*\).*/\1/p'
}

left=$(drain)
if [ -z "$left" ]; then
  echo "$node does not drain, so it goes on: is it the node's own address, and is this an operator?" >&2
  exit 1
fi
echo "$node drains: $left streams are left"
deadline=$(($(date +%s) + ${DRAIN_LIMIT:-120}))
while [ "${left:-0}" -gt 0 ] && [ "$(date +%s)" -lt "$deadline" ]; do
  sleep 1
  left=$(drain)
done
echo "$node has drained: ${left:-0} streams are left"
sleep "${SETTLE:-10}"
exec "$@"
