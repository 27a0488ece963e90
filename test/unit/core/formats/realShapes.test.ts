import { describeFormat } from '../../../support/readingFormats.ts';

// Shapes that public repositories have and no manual shows.

describeFormat('shell', [
  {
    what: 'reads what runs in substitutions, other shells and other namespaces',
    path: 'a.sh',
    text: `#!/bin/bash
if ! out="$(sudo sysctl -w fs.inotify.max_user_instances=512 2>&1)"; then :; fi
x=\`sysctl -w vm.swappiness=1\`
ip netns exec a sysctl -w net.ipv4.ip_forward=1
su - root -c "sysctl -w kernel.panic=1"
tee /etc/sysctl.d/x.conf <<< "vm.laptop_mode=1"
y=$((1 + 2))
z=$(sysctl -n vm.swappiness)
`,
    sets: [
      '2 fs.inotify.max_user_instances=512 host now',
      '3 vm.swappiness=1 host now',
      '4 net.ipv4.ip_forward=1 host now',
      '5 kernel.panic=1 host now',
      '6 vm.laptop_mode=1 host boot',
    ],
  },
]);

describeFormat('ansible', [
  {
    what: 'takes no description of arguments for what a role sets',
    path: 'roles/a/meta/argument_specs.yml',
    text: 'argument_specs:\n  main:\n    options:\n      a_sysctl:\n        default: {vm.swappiness: 7}\n',
    sets: [],
  },
  {
    what: 'reads lines of files, in one line and from loops',
    path: 'roles/a/tasks/main.yml',
    text: `- lineinfile: dest=/etc/sysctl.conf line="net.ipv4.ip_forward=1" state=present
- lineinfile:
    path: /etc/sysctl.conf
    line: "{{ item.key }}={{ item.value }}"
  loop:
    - { key: 'net.ipv4.tcp_tw_reuse', value: '1' }
- lineinfile:
    path: /etc/sysctl.conf
    line: "{{ item }}"
  with_items:
    - "net.ipv4.tcp_sack = 1"
- lineinfile: dest=/etc/sysctl.conf line="net.ipv4.ip_forward=1" state=absent
- lineinfile:
    path: /etc/hosts
    line: "{{ item }}"
  with_items:
    - "net.ipv4.tcp_sack = 2"
`,
    sets: [
      '1 net.ipv4.ip_forward=1 host boot',
      '6 net.ipv4.tcp_tw_reuse=1 host boot',
      '11 net.ipv4.tcp_sack=1 host boot',
    ],
  },
  {
    what: 'reads items that are lists, and lists of key=value',
    path: 'roles/a/tasks/main.yml',
    text: `- sysctl: name="{{ item.0 }}" value="{{ item.1 }}"
  with_list:
    - [net.core.somaxconn, 1024]
- ansible.posix.sysctl:
    name: "{{ item[0] }}"
    value: "{{ item[1] }}"
  loop:
    - ["net.core.rmem_max", "1"]
- set_fact:
    sysctl_lines:
      - "net.core.netdev_max_backlog=5000"
      - a = b
`,
    sets: [
      '3 net.core.somaxconn=1024 host now',
      '8 net.core.rmem_max=1 host now',
      '11 net.core.netdev_max_backlog=5000 host now',
    ],
  },
  {
    what: 'reads no loop of a task that only checks',
    path: 'roles/a/tasks/verify.yml',
    text: `- command: sysctl -n {{ item.name }}
  loop:
    - { name: net.ipv4.ip_forward, value: 0 }
`,
    sets: [],
  },
  {
    what: 'reads what it can of a file whose line ends were converted twice',
    path: 'roles/a/tasks/main.yml',
    text: `- sysctl: { name: "{{ item }}", value: 1 }
  loop:
    - net.core.rmem_max
    - net.core.wmem_max
- sysctl: name=vm.swappiness value=10
`.replaceAll('\n', '\r\r\n'),
    sets: ['5 vm.swappiness=10 host now'],
  },
]);

describeFormat('kubernetes', [
  {
    what: 'reads JSON patches of Kustomize',
    path: 'patch.yaml',
    text: `- op: add
  path: /spec/template/spec/securityContext/sysctls
  value:
  - name: net.ipv4.ip_local_port_range
    value: "1024 65535"
- op: add
  path: /spec/template/spec/securityContext/sysctls/-
  value: {name: net.core.somaxconn, value: "1"}
- op: remove
  path: /spec/template/spec/securityContext/sysctls/0
`,
    sets: ['4 net.ipv4.ip_local_port_range=1024 65535 pod start', '8 net.core.somaxconn=1 pod start'],
  },
  {
    what: 'reads scripts and sysctl files of a ConfigMap, and no other data',
    path: 'map.yaml',
    text: `apiVersion: v1
kind: ConfigMap
data:
  tune.sh: |
    sysctl -w net.core.somaxconn=1
    sysctl -w vm.swappiness=1
  sysctl.conf: |
    net.ipv4.tcp_tw_reuse = 1
  notes: sysctl -w vm.swappiness=2
  99-net.conf: |
    # by its lines
    net.core.rmem_max=3
    net.site.own = 4
  app.conf: |
    net.port = 80
  mixed.conf: |
    net.core.rmem_max = 5
    server.name = a
`,
    sets: [
      '5 net.core.somaxconn=1 pod start',
      '6 vm.swappiness=1 node start',
      '8 net.ipv4.tcp_tw_reuse=1 pod start',
      '12 net.core.rmem_max=3 pod start',
      '13 net.site.own=4 pod start',
    ],
  },
  {
    what: 'follows nsenter out of the namespaces of the pod',
    path: 'set.yaml',
    text: `apiVersion: apps/v1
kind: DaemonSet
spec:
  template:
    spec:
      containers:
      - image: a
        command: ["nsenter", "--mount=/proc/1/ns/mnt", "--", "sysctl", "-w", "net.core.rmem_max=1"]
      - image: a
        command: [nsenter, -t, "1", -m, -n, --, sysctl, -w, net.core.rmem_max=2]
      - image: a
        command: [nsenter, --target, "1", --net, sh, -c, "sysctl -w net.core.rmem_max=3"]
      - image: a
        command: [sh, -c, "nsenter -t 1 -n sysctl -w net.core.rmem_max=4 && sysctl -w net.core.rmem_max=5"]
`,
    sets: [
      '8 net.core.rmem_max=1 pod start',
      '10 net.core.rmem_max=2 node start',
      '12 net.core.rmem_max=3 node start',
      '14 net.core.rmem_max=4 node start',
      '14 net.core.rmem_max=5 pod start',
    ],
  },
]);

describeFormat('helm', [
  {
    what: 'reads maps of values, which charts make lists and commands of',
    path: 'chart/values.yaml',
    text: `controller:
  sysctls:
    "net.core.somaxconn": "8192"
sysctlInit:
  kernel:
    vm.max_map_count: 5
  image: a.b/c:1
`,
    sets: ['3 net.core.somaxconn=8192 pod start', '6 vm.max_map_count=5 node start'],
  },
]);

describeFormat('cloud-init', [
  {
    what: 'reads an autoinstall, and units of CoreOS',
    path: 'user-data',
    text: `#cloud-config
autoinstall:
  late-commands:
    - echo 'net.ipv4.ip_forward=1' > /target/etc/sysctl.d/99.conf
    - curtin in-target --target=/target -- sysctl -w vm.swappiness=1
  user-data:
    runcmd:
      - [sysctl, -w, net.core.somaxconn=1]
    write_files:
      - path: /etc/sysctl.d/9.conf
        content: |
          vm.dirty_ratio = 5
coreos:
  units:
    - name: a.service
      content: |
        [Service]
        ExecStart=/usr/sbin/sysctl -w net.ipv4.tcp_syncookies=1
`,
    sets: [
      '4 net.ipv4.ip_forward=1 host boot',
      '5 vm.swappiness=1 host boot',
      '8 net.core.somaxconn=1 host boot',
      '12 vm.dirty_ratio=5 host boot',
      '18 net.ipv4.tcp_syncookies=1 host boot',
    ],
  },
]);

describeFormat('butane', [
  {
    what: 'reads what is appended to a file',
    path: 'a.bu',
    text: `variant: fcos
version: 1.4.0
storage:
  files:
    - path: /etc/sysctl.d/93.conf
      append:
        - inline: kernel.panic=1
`,
    sets: ['7 kernel.panic=1 host boot'],
  },
]);

describeFormat('tuned', [
  {
    what: 'reads a profile without an extension',
    path: 'assets/tuned/openshift-node',
    text: `[main]
summary=a
{{if .X}}
[scheduler]
{{end}}
[sysctl]
vm.stat_interval=10
`,
    sets: ['7 vm.stat_interval=10 host boot'],
  },
]);

describeFormat('salt', [
  {
    what: 'reads a pillar that is an example',
    path: 'pillar.example',
    text: `sysctl:
  params:
    fs.file-max:
      value: 100000
      config: fs.conf
    vm.swappiness: 20
`,
    sets: ['3 fs.file-max=100000 host now', '6 vm.swappiness=20 host now'],
  },
]);

describeFormat('sysctl.conf', [
  {
    what: 'reads a template by the name of what it becomes',
    path: 'templates/etc/sysctl.d/60-a.conf.j2',
    text: '{% if a %}\nnet.ipv4.ip_forward = {{ a }}\n{% endif %}\nvm.swappiness = 1\n',
    sets: ['2 net.ipv4.ip_forward=? host boot', '4 vm.swappiness=1 host boot'],
  },
]);

describeFormat('markdown', [
  {
    what: 'reads prompts of Red Hat, files that an editor is called for, and placeholders',
    path: 'README.md',
    text: `\`\`\`
[root@host ~]# sysctl -w vm.dirty_ratio=2
vm.dirty_ratio = 2
\`\`\`
\`\`\`
sudo nano /etc/sysctl.conf

net.ipv4.conf.all.forwarding=1
sudo sysctl -p
\`\`\`
\`\`\`sh
sysctl -w net.ipv4.tcp_max_tw_buckets=<number of them>
echo "net.core.somaxconn={SIZE}" >> /etc/sysctl.conf
\`\`\`
\`\`\`
  profile:
  - name: one
    data: |
      [sysctl]
      net.ipv4.ip_forward=1
\`\`\`
`,
    sets: [
      '2 vm.dirty_ratio=2 host now',
      '8 net.ipv4.conf.all.forwarding=1 host boot',
      '12 net.ipv4.tcp_max_tw_buckets=? host now',
      '13 net.core.somaxconn=? host boot',
      '20 net.ipv4.ip_forward=1 node boot',
    ],
  },
]);
