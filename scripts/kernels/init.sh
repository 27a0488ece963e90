#!/bin/busybox sh
# The first process of a booted kernel. Shows it the machine's root file system (read-only, over virtiofs) and one shared
# folder to write to, runs the folder's `command` there, leaves its output in the folder, and switches off.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs dev /dev
fail() {
  echo "init: $*" > /dev/console
  $b poweroff -f
}
for word in $($b cat /proc/cmdline); do
  case $word in
    guest.folder=*) folder=${word#*=} ;;
    guest.time=*) $b date -s "@${word#*=}" > /dev/null ;;
  esac
done
$b modprobe virtio_pci 2> /dev/null
$b modprobe virtiofs 2> /dev/null
$b mount -t virtiofs -o ro root /r || fail 'the root file system cannot be mounted'
$b mount -t proc proc /r/proc
$b mount -t sysfs sysfs /r/sys
$b mount -t devtmpfs dev /r/dev
$b mkdir -p /dev/pts /dev/shm
$b mount -t devpts devpts /r/dev/pts
$b mount -t tmpfs tmpfs /r/dev/shm
$b mount -t tmpfs tmpfs /r/run
$b mount -t tmpfs tmpfs /r/var/tmp
temporary=/var/tmp
case $folder in
  /tmp/*) ;; # the checkout is there, and would be hidden
  *) $b mount -t tmpfs tmpfs /r/tmp && temporary=/tmp ;;
esac
$b mount -t virtiofs folder "/r$folder" || fail "$folder cannot be mounted"
$b sed -n 's/^model name[^:]*: //p' /proc/cpuinfo > "/r$folder/processor"
$b ip link set lo up
# Modules are in the initramfs only, and the tests call modprobe from the root file system.
$b mkdir -p /r/run/bin
$b printf '#!/bin/sh\nexec chroot /proc/1/root /bin/busybox modprobe "$@"\n' > /r/run/bin/modprobe
$b chmod 755 /r/run/bin/modprobe
PATH=/run/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/run LC_ALL=C TMPDIR=$temporary \
  $b chroot /r /bin/sh "$folder/command" < /dev/null > "/r$folder/output" 2>&1
$b umount "/r$folder"
$b poweroff -f
