#!/bin/sh
# Runs a program in a tree of its own, as an account without rights, where unshare has given it a network, a table of processes
# and mounts of its own:   box.sh ROOT JAVA_HOME ACCOUNT PROGRAM [ARGUMENT …]
# The machine's programs are there to be read, and nothing else of it.
set -eu

root=$1
java=$2
account=$3
shift 3

ip link set lo up
mkdir -p "$root/proc" "$root/dev" "$root/tmp" "$root$java"
chmod 1777 "$root/tmp"
for directory in usr etc bin sbin lib lib64; do
  [ ! -L "/$directory" ] || [ -e "$root/$directory" ] || ln -s "$(readlink "/$directory")" "$root/$directory"
  [ -L "/$directory" ] || [ ! -d "/$directory" ] || {
    mkdir -p "$root/$directory"
    mount --bind -o ro "/$directory" "$root/$directory"
  }
done
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
[ -x "$root$java/bin/java" ] || mount --bind "$java" "$root$java"
# That it ends with unshare has to be said by the account that it runs as.
exec chroot "$root" setpriv --reuid="${account%:*}" --regid="${account#*:}" --clear-groups --pdeathsig=KILL "$@"
