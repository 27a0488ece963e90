import { describeFormat } from '../../../support/readingFormats.ts';

describeFormat('compose', [
  {
    what: 'reads maps and lists, anchors and merges once',
    path: 'compose.yaml',
    text: `x-sysctls: &sysctls
  net.core.somaxconn: 1024
services:
  a:
    image: a
    sysctls: *sysctls
  b:
    sysctls:
      <<: *sysctls
      net.ipv4.tcp_syncookies: "0"
  c:
    sysctls:
      - net.ipv4.tcp_tw_reuse=1
      - 'net.ipv4.ip_local_port_range=1024 65000'
      - net.ipv4.tcp_fin_timeout=\${FIN}
  d:
    command: sh -c "sysctl -w net.core.somaxconn=512 && exec d"
`,
    sets: [
      '2 net.core.somaxconn=1024 container start',
      '10 net.ipv4.tcp_syncookies=0 container start',
      '13 net.ipv4.tcp_tw_reuse=1 container start',
      '14 net.ipv4.ip_local_port_range=1024 65000 container start',
      '15 net.ipv4.tcp_fin_timeout=? container start',
      '17 net.core.somaxconn=512 container start',
    ],
  },
]);

describeFormat('quadlet', [
  {
    what: 'reads several pairs of one line, quoted ones, and options for Podman',
    path: 'a.container',
    text: `[Unit]
Description=x
[Container]
Image=a
Sysctl=net.core.somaxconn=1 net.ipv4.tcp_syncookies=0
Sysctl="net.ipv4.ip_local_port_range=1024 65000"
PodmanArgs=--rm --sysctl net.ipv4.tcp_tw_reuse=1 --sysctl=net.ipv4.tcp_fin_timeout=5
`,
    sets: [
      '5 net.core.somaxconn=1 container start',
      '5 net.ipv4.tcp_syncookies=0 container start',
      '6 net.ipv4.ip_local_port_range=1024 65000 container start',
      '7 net.ipv4.tcp_tw_reuse=1 container start',
      '7 net.ipv4.tcp_fin_timeout=5 container start',
    ],
  },
]);

describeFormat('containers.conf', [
  {
    what: 'reads the list, over lines, with comments',
    path: 'etc/containers/containers.conf',
    text: `[containers]
default_sysctls = [
  "net.ipv4.ping_group_range=0 0",
  # "net.core.somaxconn=1",
  'net.ipv4.tcp_syncookies=1',
]
`,
    sets: ['3 net.ipv4.ping_group_range=0 0 container start', '5 net.ipv4.tcp_syncookies=1 container start'],
  },
  {
    what: 'goes on after a line that is no TOML',
    path: 'crio.conf',
    text: '[crio.runtime]\nbroken = = 1\ndefault_sysctls = ["net.core.somaxconn=1"]\n',
    sets: ['3 net.core.somaxconn=1 container start'],
  },
]);

describeFormat('dockerfile', [
  {
    what: 'reads RUN as a shell, as a list and as a here-document, and what starts',
    path: 'Dockerfile',
    text: `FROM debian
# RUN sysctl -w vm.swappiness=1
RUN apt-get update && \\
    # a comment within
    sysctl -w net.core.somaxconn=1024 \\
    && echo "net.ipv4.tcp_tw_reuse = 1" >> /etc/sysctl.conf
RUN ["sysctl", "-w", "kernel.sem=1 2 3 4"]
RUN <<EOF
sysctl -w vm.swappiness=10
EOF
ONBUILD RUN sysctl -w fs.file-max=1
CMD ["sh", "-c", "sysctl -w net.ipv4.tcp_syncookies=1 && exec app"]
`,
    sets: [
      '5 net.core.somaxconn=1024 container build',
      '6 net.ipv4.tcp_tw_reuse=1 container build',
      '7 kernel.sem=1 2 3 4 container build',
      '9 vm.swappiness=10 container build',
      '11 fs.file-max=1 container build',
      '12 net.ipv4.tcp_syncookies=1 container start',
    ],
  },
]);

describeFormat('dockerfile', [
  {
    what: 'reads files that COPY writes, and what stands after them',
    path: 'Dockerfile',
    text: `FROM debian
COPY --chmod=644 <<EOF /etc/sysctl.d/10-a.conf
vm.swappiness = 10
EOF
ADD <<A <<"B" /etc/sysctl.d/
net.core.somaxconn = 1024
A
net.ipv4.tcp_syncookies = 1
B
COPY <<EOF /start.sh
sysctl -w net.ipv4.tcp_fin_timeout=5
EOF
COPY a.conf /etc/sysctl.d/
COPY <<EOF /etc/motd
vm.dirty_ratio = 5
EOF
RUN sysctl -w kernel.msgmax=9000
`,
    sets: [
      '3 vm.swappiness=10 container build',
      '6 net.core.somaxconn=1024 container build',
      '8 net.ipv4.tcp_syncookies=1 container build',
      '11 net.ipv4.tcp_fin_timeout=5 container start',
      '17 kernel.msgmax=9000 container build',
    ],
  },
]);

describeFormat('lxc', [
  {
    what: 'reads LXC',
    path: 'var/lib/lxc/a/config',
    text: 'lxc.net.0.type = veth\nlxc.sysctl.net.core.somaxconn = 1024\n',
    sets: ['2 net.core.somaxconn=1024 container start'],
  },
  {
    what: 'reads Incus',
    path: 'profile.yaml',
    text: 'config:\n  linux.sysctl.net.core.somaxconn: "5"\ndevices: {}\n',
    sets: ['2 net.core.somaxconn=5 container start'],
  },
]);

describeFormat('ecs', [
  {
    what: 'reads task definitions',
    path: 'task.json',
    text: '{"containerDefinitions": [{"name": "a",\n"systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]}]}',
    sets: ['2 net.core.somaxconn=1024 container start'],
  },
]);

describeFormat('aks', [
  {
    what: 'reads node configurations of AKS',
    path: 'linuxosconfig.json',
    text: '{\n "swapFileSizeMB": 1500,\n "sysctls": {\n  "netCoreSomaxconn": 163849,\n  "netIpv4TcpTwReuse": true,\n  "netIpv4IpLocalPortRange": "32000 60000"\n }\n}',
    sets: [
      '4 net.core.somaxconn=163849 node boot',
      '5 net.ipv4.tcp_tw_reuse=1 node boot',
      '6 net.ipv4.ip_local_port_range=32000 60000 node boot',
    ],
  },
]);
