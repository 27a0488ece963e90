import { describeFormat } from '../../../support/readingFormats.ts';

describeFormat('shell', [
  {
    what: 'reads calls of sysctl with their options and wrappers',
    path: 'tune.sh',
    text: `#!/bin/bash
sysctl -w net.core.somaxconn=1024
sudo sysctl -q -w net.ipv4.tcp_rmem='4096 87380 6291456' net.ipv4.tcp_syncookies=1
/sbin/sysctl -w "net.ipv4.tcp_fin_timeout = 30"
if true; then sysctl -e vm.swappiness=10; fi
for i in 1; do
  sysctl -w net/ipv4/conf/eth0.100/rp_filter=2 || true
done
sysctl net.core.somaxconn
sysctl -n net.core.somaxconn | grep -q 1024=
sysctl -p /etc/sysctl.d/x.conf
sysctl -a | grep net.core.somaxconn=1
# sysctl -w vm.swappiness=1
echo "sysctl -w vm.swappiness=1"
sysctl -w net.ipv4.conf.\${IF}.rp_filter=1
sysctl -w "$KEY=$VALUE"
sysctl -w vm.overcommit_memory=$(cat x)
nsenter -t 1 -n sysctl -w net.core.somaxconn=5
docker run --rm --sysctl net.core.somaxconn=7 --sysctl=net.ipv4.tcp_syncookies=0 image sysctl -a
`,
    sets: [
      '2 net.core.somaxconn=1024 host now',
      '3 net.ipv4.tcp_rmem=4096 87380 6291456 host now',
      '3 net.ipv4.tcp_syncookies=1 host now',
      '4 net.ipv4.tcp_fin_timeout=30 host now',
      '5 vm.swappiness=10 host now',
      '7 net.ipv4.conf.eth0/100.rp_filter=2 host now',
      '15 net.ipv4.conf.?.rp_filter=1 host now',
      '17 vm.overcommit_memory=? host now',
      '18 net.core.somaxconn=5 host now',
      '19 net.core.somaxconn=7 container start',
      '19 net.ipv4.tcp_syncookies=0 container start',
    ],
  },
  {
    what: 'reads what is written below /proc/sys',
    path: 'bin/tune.bash',
    text: `echo 1 > /proc/sys/net/ipv4/tcp_tw_reuse
echo -n "1024 65000" >/proc/sys/net/ipv4/ip_local_port_range
echo 1024 65000 > /proc/sys/net/ipv4/ip_local_port_range
echo 5 | sudo tee /proc/sys/vm/swappiness > /dev/null
printf '%s\\n' 9 > /proc/sys/kernel/sem
echo 1> /proc/sys/net/ipv4/ip_forward
echo 0 | tee /proc/sys/net/ipv4/conf/*/rp_filter
cat /proc/sys/vm/swappiness > /tmp/x
echo 2 > "/proc/sys/net/ipv4/conf/$dev/rp_filter"
echo 3 > $f
`,
    sets: [
      '1 net.ipv4.tcp_tw_reuse=1 host now',
      '2 net.ipv4.ip_local_port_range=1024 65000 host now',
      '3 net.ipv4.ip_local_port_range=1024 65000 host now',
      '4 vm.swappiness=5 host now',
      '5 kernel.sem=9 host now',
      '6 net.ipv4.ip_forward= host now',
      '7 net.ipv4.conf.*.rp_filter=0 host now',
      '9 net.ipv4.conf.?.rp_filter=2 host now',
    ],
  },
  {
    what: 'reads what is written into sysctl files',
    path: 'install.sh',
    text: `#!/usr/bin/env bash
cat > /etc/sysctl.d/90-a.conf <<EOF
# a comment
net.core.somaxconn = 1024
net.ipv4.tcp_mem = $MEM
EOF
cat <<'EOF' | sudo tee -a /etc/sysctl.conf
net.ipv4.tcp_tw_reuse=1
EOF
tee /etc/sysctl.d/k8s.conf << END > /dev/null
vm.swappiness=0
END
echo "net.ipv4.ip_forward=1" | sudo tee -a /etc/sysctl.conf
echo 'net.ipv4.tcp_syncookies = 1' >> /etc/sysctl.conf
echo -e "fs.file-max=1\\nfs.nr_open=2" > /etc/sysctl.d/fs.conf
printf "vm.overcommit_memory=1\\n" >> /etc/sysctl.conf
cat <<EOF > /etc/other.conf
net.core.somaxconn=9
EOF
sed -i 's/net.core.somaxconn=1/net.core.somaxconn=2/' /etc/sysctl.conf
`,
    sets: [
      '4 net.core.somaxconn=1024 host boot',
      '5 net.ipv4.tcp_mem=? host boot',
      '8 net.ipv4.tcp_tw_reuse=1 host boot',
      '11 vm.swappiness=0 host boot',
      '13 net.ipv4.ip_forward=1 host boot',
      '14 net.ipv4.tcp_syncookies=1 host boot',
      '15 fs.file-max=1 host boot',
      '15 fs.nr_open=2 host boot',
      '16 vm.overcommit_memory=1 host boot',
    ],
  },
]);

describeFormat('systemd', [
  {
    what: 'splits arguments without a shell',
    path: 'tune.service',
    text: `[Unit]
Description=x
[Service]
Type=oneshot
ExecStart=-/sbin/sysctl -w net.core.somaxconn=1 "net.ipv4.ip_local_port_range=1024 65000"
ExecStartPre=/bin/sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
ExecStartPost=/bin/echo 1 > /proc/sys/vm/swappiness
`,
    sets: [
      '5 net.core.somaxconn=1 host boot',
      '5 net.ipv4.ip_local_port_range=1024 65000 host boot',
      '6 net.ipv4.ip_forward=1 host boot',
    ],
  },
]);

describeFormat('tuned', [
  {
    what: 'reads its sections, comments, quotes, modifiers and variables',
    path: 'profiles/x/tuned.conf',
    text: `[main]
summary=x
[variables]
a=5
[sysctl]
net.core.somaxconn=>2048
vm.swappiness="10" # why
kernel.sem = 1 2 3 4
net.ipv4.tcp_mem=\${a}
[other]
type=sysctl
kernel.numa_balancing=0
[vm]
transparent_hugepages=never
`,
    sets: [
      '6 net.core.somaxconn=2048 host boot',
      '7 vm.swappiness=10 host boot',
      '8 kernel.sem=1 2 3 4 host boot',
      '9 net.ipv4.tcp_mem=? host boot',
      '12 kernel.numa_balancing=0 host boot',
    ],
  },
]);

describeFormat('cloud-init', [
  {
    what: 'reads commands and files',
    path: 'user-data',
    text: `#cloud-config
bootcmd:
  - [sysctl, -w, vm.swappiness=1]
runcmd:
  - sysctl -w net.core.somaxconn=1024
  - echo 1 > /proc/sys/net/ipv4/ip_forward
  - - sh
    - -c
    - "sysctl -w fs.file-max=5"
write_files:
  - path: /etc/sysctl.d/90.conf
    content: |
      # x
      net.ipv4.tcp_tw_reuse = 1
  - path: /opt/tune.sh
    content: |
      #!/bin/sh
      sysctl -w kernel.shmmax=5
  - path: /etc/sysctl.d/b64.conf
    encoding: b64
    content: bmV0LmNvcmUuc29tYXhjb25uPTE=
`,
    sets: [
      '3 vm.swappiness=1 host boot',
      '5 net.core.somaxconn=1024 host boot',
      '6 net.ipv4.ip_forward=1 host boot',
      '9 fs.file-max=5 host boot',
      '14 net.ipv4.tcp_tw_reuse=1 host boot',
      '18 kernel.shmmax=5 host boot',
    ],
  },
]);

describeFormat('butane', [
  {
    what: 'reads files and units',
    path: 'node.bu',
    text: `variant: fcos
version: 1.5.0
storage:
  files:
    - path: /etc/sysctl.d/90.conf
      contents:
        inline: |
          net.core.somaxconn=1
systemd:
  units:
    - name: a.service
      contents: |
        [Service]
        ExecStart=/usr/sbin/sysctl -w vm.swappiness=3
`,
    sets: ['8 net.core.somaxconn=1 host boot', '14 vm.swappiness=3 host boot'],
  },
  {
    what: 'reads Ignition',
    path: 'node.ign',
    text: '{"ignition": {"version": "3.3.0"}, "storage": {"files": [{"path": "/etc/sysctl.d/a.conf",\n"contents": {"source": "data:,vm.swappiness%20%3D%204%0A"}}]}}',
    sets: ['2 vm.swappiness=4 host boot'],
  },
]);

describeFormat('bottlerocket', [
  {
    what: 'reads tables and dotted keys',
    path: 'user-data.toml',
    text: '[settings.kernel]\nlockdown = "integrity"\n[settings.kernel.sysctl]\n"net.core.somaxconn" = "1"\nvm.max_map_count = "2"\n',
    sets: ['4 net.core.somaxconn=1 node boot', '5 vm.max_map_count=2 node boot'],
  },
]);
