#!/bin/sh
# Runs a domain of Payara in the foreground, as a supervisor wants it: by the very command that asadmin would start it with, but
# without asadmin beside it.
#
#   start-domain.sh /opt/payara/bin/asadmin domain1
set -eu

asadmin=$1
domain=$2
# One argument a line, between two empty ones.
command=$("$asadmin" start-domain --dry-run=true "$domain" | sed -n '/\/bin\/java$/,/^$/p')
[ -n "$command" ] || { echo "$asadmin has no command for $domain" >&2; exit 1; }
set -f
IFS='
'
# Its passwords, of which there are none, would come by standard input.
exec $command < /dev/null
