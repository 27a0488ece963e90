import type { FixSample } from './fixedText.ts';

/** Files of the formats that the corpus of real files has none of, with comments, quotes and order that fixes must leave. */
const texts: Readonly<Record<string, string>> = {
  'tune.sh': `#!/bin/sh
# Ports.
set -e
sysctl -w net.ipv4.tcp_tw_recycle=1 # old advice
sysctl -q -w net.ipv4.tcp_fin_timeout=15 net.core.somaxconn='100' # both
echo "1024 65535" > /proc/sys/net/ipv4/ip_local_port_range
echo 1> /proc/sys/net/ipv4/tcp_syncookies
sudo tee -a /etc/sysctl.d/90-web.conf <<'END'
# kept
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_max_tw_buckets=100   
net.ipv4.tcp_timestamps   =  0
END
docker run --rm --sysctl net.ipv4.tcp_tw_recycle=1 --sysctl "net.core.somaxconn=1" a
`,
  Dockerfile: `# syntax=docker/dockerfile:1
FROM debian
# Ports.
RUN set -e; \\
    # inside
    sysctl -w net.ipv4.tcp_tw_recycle=1 && \\
    echo 'net.core.somaxconn = 100' >> /etc/sysctl.conf && \\
    ls
RUN sysctl -w net.ipv4.tcp_fin_timeout=10
USER nobody
`,
  'host.nix': `{ lib, ... }: {
  # Ports.
  boot.kernel.sysctl = {
    "net.ipv4.tcp_tw_recycle" = 1; # old advice
    "net.ipv4.tcp_fin_timeout" = lib.mkDefault 15;
    net.core.somaxconn = 100;
    "net.ipv4.ip_local_port_range" = "100 65535";
  };
  boot.kernel.sysctl."net.ipv4.tcp_timestamps" = 0;
}
`,
  'main.tf': `# Pools.
resource "azurerm_kubernetes_cluster_node_pool" "a" {
  linux_os_config {
    sysctl_config {
      net_core_somaxconn       = 100 // low
      net_ipv4_tcp_fin_timeout = 3
    }
  }
}
resource "docker_container" "b" {
  sysctls = {
    "net.ipv4.tcp_tw_recycle" = "1" # old advice
    "net.core.somaxconn"      = "100"
  }
}
resource "aws_instance" "c" {
  user_data = <<-EOT
    #!/bin/bash
    # kept
    sysctl -w net.ipv4.tcp_tw_recycle=1
    echo "net.ipv4.tcp_timestamps = 0" >> /etc/sysctl.conf
  EOT
}
`,
  'init.pp': `# Ports.
class a {
  sysctl { 'net.ipv4.tcp_tw_recycle': value => '1' }
  sysctl { 'net.ipv4.tcp_fin_timeout':
    ensure => present,
    value  => 15, # short
  }
  file { '/etc/sysctl.d/a.conf':
    content => "# kept\\nnet.ipv4.tcp_timestamps = 0\\nnet.core.somaxconn = 100\\n",
  }
}
`,
  'default.rb': `# Ports.
sysctl 'net.ipv4.tcp_tw_recycle' do
  value 1
end
sysctl 'net.ipv4.tcp_fin_timeout' do
  value '15' # short
end
default['sysctl']['params']['net']['core']['somaxconn'] = 100
`,
  'state.sls': `# Ports.
net.ipv4.tcp_tw_recycle:
  sysctl.present:
    - value: 1 # old advice
net.ipv4.tcp_fin_timeout:
  sysctl.present:
    - value: '15'
/etc/sysctl.d/a.conf:
  file.managed:
    - contents: |
        # kept
        net.ipv4.tcp_timestamps = 0
`,
  'pod.json': `{
  "apiVersion": "v1",
  "kind": "Pod",
  "spec": {
    "securityContext": {
      "sysctls": [
        { "name": "net.ipv4.tcp_tw_recycle", "value": "1" },
        { "name": "net.ipv4.tcp_fin_timeout", "value": "15" },
        { "name": "vm.swappiness", "value": "1" },
        { "name": "net.ipv4.tcp_syncookies", "value": 1 }
      ]
    }
  }
}
`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: a} # one line
spec:
  hostNetwork: false
  securityContext:
    sysctls:
    # first
    - name: net.ipv4.tcp_tw_recycle # old advice
      value: "1"
    # second
    - {name: net.ipv4.tcp_fin_timeout, value: '15'}
    - value: 1 # a number
      name: net.ipv4.tcp_syncookies
    - name: kernel.shm_rmid_forced
      value: '"1"'
  initContainers:
  - name: a
    image: a
    securityContext: {privileged: true}
    command: ["sysctl", "-w", "net.ipv4.tcp_tw_recycle=1", "net.core.somaxconn=100"]
  - name: b
    image: a
    command:
    - sh
    - -c
    - |
      # kept
      sysctl -w net.ipv4.tcp_timestamps=0
      echo 1> /proc/sys/net/ipv4/tcp_syncookies
`,
  'compose.yaml': `x-a: &a
  sysctls: # list
    - net.ipv4.tcp_tw_recycle=1 # old advice
    - "net.ipv4.tcp_fin_timeout=15"
    - net.core.somaxconn = 100
services:
  b:
    <<: *a
  c:
    sysctls:
      net.ipv4.tcp_tw_recycle: 1
      # kept
      net.ipv4.ip_local_port_range: '100 65535'
      net.ipv4.tcp_syncookies: yes
  d: {sysctls: {net.ipv4.tcp_tw_recycle: 1, net.core.somaxconn: 100}}
`,
  'roles/a/tasks/main.yml': `- name: recycle # first
  ansible.posix.sysctl:
    name: net.ipv4.tcp_tw_recycle
    value: 1
# second
- name: loop
  sysctl: {name: "{{ item.k }}", value: "{{ item.v }}", state: present}
  loop:
    - {k: net.ipv4.tcp_fin_timeout, v: 15}
    # inside
    - {k: net.ipv4.tcp_timestamps, v: '0'}
- name: short
  sysctl: name=net.core.somaxconn value=100 state=present
- name: file
  copy:
    dest: /etc/sysctl.d/a.conf
    content: |
      # kept
      net.ipv4.tcp_tw_recycle = 1
      net.ipv4.tcp_max_tw_buckets = 100
`,
  'user-data.yaml': `#cloud-config
# Ports.
runcmd:
  - sysctl -w net.ipv4.tcp_tw_recycle=1
  - [sysctl, -w, net.ipv4.tcp_fin_timeout=15]
write_files:
  - path: /etc/sysctl.d/a.conf
    content: |
      # kept
      net.ipv4.tcp_tw_recycle = 1
      net.ipv4.tcp_timestamps = 0
`,
  'a.ign': `{"ignition": {"version": "3.3.0"}, "storage": {"files": [
  {"path": "/etc/sysctl.d/a.conf", "contents": {"source": "data:,net.ipv4.tcp_tw_recycle%3D1%0Anet.ipv4.tcp_fin_timeout%3D15%0A"}}
]}}
`,
  'a.bu': `variant: fcos
version: 1.5.0
storage:
  files:
    - path: /etc/sysctl.d/a.conf
      contents:
        inline: |
          # kept
          net.ipv4.tcp_tw_recycle = 1
          net.ipv4.tcp_timestamps = 0
`,
  'talos.yaml': `machine:
  # Ports.
  sysctls:
    net.ipv4.tcp_tw_recycle: "1" # old advice
    net.ipv4.tcp_fin_timeout: '15'
    net.core.somaxconn: 100
`,
  'user-data.toml': `[settings.kernel.sysctl]
# Ports.
"net.ipv4.tcp_tw_recycle" = "1" # old advice
"net.ipv4.tcp_fin_timeout" = "15"
"net.ipv4.ip_local_port_range" = '100 65535'
`,
  'containers.conf': `[containers]
# Ports.
default_sysctls = [
  "net.ipv4.tcp_tw_recycle=1", # old advice
  "net.ipv4.tcp_fin_timeout=15",
]
`,
  'a.container': `[Container]
# Ports.
Image=a
Sysctl=net.ipv4.tcp_tw_recycle=1
Sysctl=net.ipv4.tcp_fin_timeout=15 net.core.somaxconn=100
PodmanArgs=--sysctl net.ipv4.tcp_timestamps=0
`,
  'a.service': `[Service]
# Ports.
Type=oneshot
ExecStart=/sbin/sysctl -w net.ipv4.tcp_tw_recycle=1
ExecStart=/sbin/sysctl -w "net.ipv4.tcp_fin_timeout=15" net.ipv4.tcp_timestamps=0
ExecStartPost=-/sbin/sysctl -q "net.ipv4.ip_local_port_range=100 65535"
`,
  'tuned.conf': `[main]
summary=a
[sysctl]
# Ports.
net.ipv4.tcp_tw_recycle=1 # old advice
net.ipv4.tcp_fin_timeout = "15"
net.core.somaxconn=>100
`,
  'README.md': `# A

Text with net.ipv4.tcp_tw_recycle = 1.

\`\`\`sh
# kept
sysctl -w net.ipv4.tcp_tw_recycle=1
\`\`\`

> \`\`\`conf
> net.ipv4.tcp_fin_timeout = 15
> # kept
> net.ipv4.tcp_timestamps = 0
> \`\`\`
`,
  'task.json': `{
  "family": "a",
  "networkMode": "bridge",
  "containerDefinitions": [
    { "name": "a", "systemControls": [
      { "namespace": "net.ipv4.tcp_tw_recycle", "value": "1" },
      { "namespace": "net.ipv4.tcp_fin_timeout", "value": "15" }
    ] }
  ]
}
`,
  'chart/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      {{- with .Values.a }}
      nodeSelector: {{ . }}
      {{- end }}
      securityContext:
        sysctls:
        # first
        - name: net.ipv4.tcp_tw_recycle
          value: "1"
        - name: net.core.somaxconn
          value: {{ .Values.somaxconn | quote }}
        - name: net.ipv4.tcp_fin_timeout
          value: 15
`,
};

/** Each as it is, and with Windows line ends. */
export const fixSamples: readonly FixSample[] = Object.entries(texts).flatMap(([path, text]) => [
  { name: path, path, text },
  { name: `${path} (CRLF)`, path, text: text.replaceAll('\n', '\r\n') },
]);
