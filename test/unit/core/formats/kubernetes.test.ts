import { describeFormat } from '../../../support/readingFormats.ts';

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${spec}`;

describeFormat('kubernetes', [
  {
    what: 'reads the list of a pod, in any quotes',
    path: 'pod.yaml',
    text: pod(`  securityContext:
    sysctls:
    - name: net.core.somaxconn
      value: "1024"
    - value: '1024 65535'
      name: net.ipv4.ip_local_port_range
    - {name: net.ipv4.tcp_syncookies, value: "1"}
    # - name: net.ipv4.tcp_tw_reuse
    #   value: "1"
  containers: []
`),
    sets: [
      '8 net.core.somaxconn=1024 pod start',
      '11 net.ipv4.ip_local_port_range=1024 65535 pod start',
      '12 net.ipv4.tcp_syncookies=1 pod start',
    ],
  },
  {
    what: 'reads the drop-in files of a ConfigMap by their lines',
    path: 'configmap.yaml',
    text: `apiVersion: v1
kind: ConfigMap
data:
  99-net.conf: |
    net.ipv4.tcp_fin_timeout = 30
`,
    sets: ['5 net.ipv4.tcp_fin_timeout=30 pod start'],
  },
  {
    what: 'reads every kind with a template of a pod, in several documents',
    path: 'all.yaml',
    text: `---
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      securityContext:
        sysctls:
          - name: net.ipv4.tcp_fin_timeout
            value: "30"
---
apiVersion: batch/v1
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: x
              command: ["sysctl", "-w", "net.core.somaxconn=1", "vm.max_map_count=262144"]
`,
    sets: [
      '9 net.ipv4.tcp_fin_timeout=30 pod start',
      '21 net.core.somaxconn=1 pod start',
      '21 vm.max_map_count=262144 node start',
    ],
  },
  {
    what: 'reads commands as lists, as scripts, and over command and args',
    path: 'ds.yml',
    text: pod(`  hostNetwork: true
  initContainers:
    - name: a
      command: [sh, -c]
      args:
        - |
          set -e
          sysctl -w net.ipv4.tcp_tw_reuse=1 # why
          echo 5 > /proc/sys/kernel/shmmni
    - name: b
      command: ['/bin/sh', '-c', 'sysctl -qw vm.swappiness=1 && sysctl net.core.somaxconn']
    - name: c
      command:
        - sysctl
        - -w
        - fs.file-max=100
`),
    sets: [
      '13 net.ipv4.tcp_tw_reuse=1 node start',
      '14 kernel.shmmni=5 pod start',
      '16 vm.swappiness=1 node start',
      '21 fs.file-max=100 node start',
    ],
  },
  {
    what: 'reads JSON',
    path: 'pod.json',
    text: '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"spec": {"securityContext": {"sysctls": [\n\t\t{"name": "net.core.somaxconn", "value": "9"}\n\t]}}\n}\n',
    sets: ['5 net.core.somaxconn=9 pod start'],
  },
  {
    what: 'goes on after a broken document and a broken line',
    path: 'broken.yaml',
    text: `apiVersion: v1
kind: Pod
metadata: [a: b
spec:
---
apiVersion: v1
kind: Pod
metadata:
  name: "open
spec:
  securityContext:
    sysctls:
    - name: net.core.somaxconn
      value: "1"
---
apiVersion: v1
kind: Pod
spec:
  securityContext:
    sysctls:
    - name: vm.swappiness
      value: "2"
`,
    sets: ['13 net.core.somaxconn=1 pod start', '21 vm.swappiness=2 pod start'],
  },
  {
    what: 'follows aliases and merges, and no circles',
    path: 'alias.yaml',
    text: pod(`  x: &x
    sysctls: &list
    - name: net.core.somaxconn
      value: "1"
    again: *x
  securityContext:
    <<: *x
  containers: []
`),
    sets: ['8 net.core.somaxconn=1 pod start'],
  },
  {
    what: 'sets nothing where names are only allowed',
    path: 'kubelet.yaml',
    text: 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nallowedUnsafeSysctls:\n- net.core.*\n',
    sets: [],
  },
  {
    what: 'reads what kops, OpenShift and Karpenter nodes get',
    path: 'nodes.yaml',
    text: `apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
spec:
  sysctlParameters:
  - net.core.somaxconn=1
---
apiVersion: tuned.openshift.io/v1
kind: Tuned
spec:
  profile:
  - name: a
    data: |
      [main]
      include=openshift-node
      [sysctl]
      net.ipv4.tcp_tw_reuse=1 # on
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
spec:
  userData: |
    [settings.kernel.sysctl]
    "vm.max_map_count" = "9"
---
apiVersion: machineconfiguration.openshift.io/v1
kind: MachineConfig
spec:
  config:
    ignition: {version: 3.2.0}
    storage:
      files:
      - path: /etc/sysctl.d/90-x.conf
        contents:
          source: data:,net.core.somaxconn%3D5%0A
`,
    sets: [
      '5 net.core.somaxconn=1 node boot',
      '16 net.ipv4.tcp_tw_reuse=1 node boot',
      '23 vm.max_map_count=9 node boot',
      '34 net.core.somaxconn=5 node boot',
    ],
  },
]);

describeFormat('helm', [
  {
    what: 'reads what templates leave, and knows what they write as unknown',
    path: 'chart/templates/deployment.yaml',
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "x.name" . }}
  labels:
    {{- include "x.labels" . | nindent 4 }}
spec:
  template:
    spec:
      {{- with .Values.podSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
        sysctls:
        - name: net.core.somaxconn
          value: {{ .Values.somaxconn | quote }}
        - name: net.ipv4.tcp_fin_timeout
          value: "15"
      {{- end }}
      initContainers:
      {{- if .Values.sysctl.enabled }}
      - name: sysctl
        command: ["sysctl", "-w", "vm.max_map_count={{ .Values.count }}"]
      {{- end }}
`,
    sets: [
      '14 net.core.somaxconn=? pod start',
      '16 net.ipv4.tcp_fin_timeout=15 pod start',
      '22 vm.max_map_count=? node start',
    ],
  },
  {
    what: 'reads values',
    path: 'chart/values.yaml',
    text: 'podSecurityContext:\n  fsGroup: 1\n  sysctls:\n    - name: net.core.somaxconn\n      value: "4096"\n',
    sets: ['4 net.core.somaxconn=4096 pod start'],
  },
]);

describeFormat('cni-tuning', [
  {
    what: 'reads network configurations',
    path: 'net.conflist',
    text: '{"cniVersion": "1.0.0", "plugins": [{"type": "bridge"},\n {"type": "tuning", "sysctl": {"net.core.somaxconn": "500"}}]}',
    sets: ['2 net.core.somaxconn=500 pod start'],
  },
]);

describeFormat('talos', [
  {
    what: 'reads machines',
    path: 'machine.yaml',
    text: 'version: v1alpha1\nmachine:\n  type: worker\n  sysctls:\n    net.core.somaxconn: "65535"\n    "vm.nr_hugepages": "1024"\n',
    sets: ['5 net.core.somaxconn=65535 node boot', '6 vm.nr_hugepages=1024 node boot'],
  },
]);

describeFormat('kubernetes', [
  {
    what: 'has guests of KubeVirt, which are machines and no nodes',
    path: 'vm.yaml',
    text: `apiVersion: kubevirt.io/v1
kind: VirtualMachine
spec:
  template:
    spec:
      volumes:
        - name: setup
          cloudInitNoCloud:
            userData: |
              #cloud-config
              runcmd:
                - sysctl -w net.core.somaxconn=1024
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
spec:
  userData: |
    #!/bin/sh
    sysctl -w net.core.somaxconn=2048
`,
    sets: ['12 net.core.somaxconn=1024 host boot', '19 net.core.somaxconn=2048 node boot'],
  },
]);
