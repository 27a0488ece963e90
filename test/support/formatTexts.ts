/** A file of a format, in which a key and a value are to be put in. */
export interface FormatText {
  readonly path: string;
  /** Sets `KEY` to `VALUE`. */
  readonly text: string;
  readonly scope: 'host' | 'node' | 'pod' | 'container';
  /** JSON has no comments. */
  readonly hasNoComments?: true;
  /** An expression that its template engine, shell or language fills in. */
  readonly template: string;
}

/** By what they are. */
export const formatTexts: Readonly<Record<string, FormatText>> = {
  kubernetes: {
    path: 'pod.yaml',
    text: 'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    # why\n    - name: KEY\n      value: "VALUE" # b\n    - name: net.core.somaxconn\n      value: "4096"\n',
    scope: 'pod',
    template: '{{ .Values.x }}',
  },
  'kubernetes in JSON': {
    path: 'pod.json',
    text: '{"apiVersion":"v1","kind":"Pod","spec":{"securityContext":{"sysctls":[{"name":"KEY","value":"VALUE"}]}}}',
    scope: 'pod',
    hasNoComments: true,
    template: '{{ x }}',
  },
  compose: {
    path: 'compose.yaml',
    text: 'services:\n  a:\n    sysctls:\n      # why\n      - KEY=VALUE # b\n      - net.core.somaxconn=4096\n',
    scope: 'container',
    template: '${X}',
  },
  'compose with a map': {
    path: 'compose.yaml',
    text: "services:\n  a:\n    sysctls:\n      KEY: 'VALUE' # b\n      net.core.somaxconn: 4096\n",
    scope: 'container',
    template: '${X}',
  },
  quadlet: {
    path: 'a.container',
    text: '[Container]\nImage=a\n# why\nSysctl=KEY=VALUE\n',
    scope: 'container',
    template: '{{ x }}',
  },
  'containers.conf': {
    path: 'containers.conf',
    text: '[containers]\ndefault_sysctls = [\n  # why\n  "KEY=VALUE",\n  "net.core.somaxconn=4096",\n]\n',
    scope: 'container',
    template: '{{ x }}',
  },
  dockerfile: {
    path: 'Dockerfile',
    text: 'FROM a\n# why\nRUN sysctl -w KEY=VALUE\nUSER b\n',
    scope: 'container',
    template: '$X',
  },
  shell: {
    path: 'a.sh',
    text: '#!/bin/sh\n# why\nsysctl -w KEY="VALUE" # b\necho 4096 > /proc/sys/net/core/somaxconn\n',
    scope: 'host',
    template: '$X',
  },
  ansible: {
    path: 'roles/a/tasks/main.yml',
    text: "- name: a\n  ansible.posix.sysctl:\n    # why\n    name: KEY\n    value: 'VALUE' # b\n    state: present\n- command: ls\n",
    scope: 'host',
    template: '{{ x }}',
  },
  'cloud-init': {
    path: 'user-data',
    text: '#cloud-config\nwrite_files:\n- path: /etc/sysctl.d/a.conf\n  content: |\n    # why\n    KEY = VALUE\n    net.core.somaxconn = 4096\n',
    scope: 'host',
    template: '{{ x }}',
  },
  butane: {
    path: 'a.bu',
    text: 'variant: fcos\nversion: 1.5.0\nstorage:\n  files:\n  - path: /etc/sysctl.d/a.conf\n    contents:\n      inline: |\n        KEY = VALUE\n        net.core.somaxconn = 4096\n',
    scope: 'host',
    template: '{{ x }}',
  },
  tuned: {
    path: 'tuned.conf',
    text: '[main]\nsummary=a\n[sysctl]\n# why\nKEY=VALUE\nnet.core.somaxconn=4096\n',
    scope: 'host',
    template: '${x}',
  },
  nix: {
    path: 'a.nix',
    text: '{\n  boot.kernel.sysctl = {\n    # why\n    "KEY" = "VALUE";\n    "net.core.somaxconn" = 4096;\n  };\n}\n',
    scope: 'host',
    template: '${x}',
  },
  talos: {
    path: 'talos.yaml',
    text: 'apiVersion: v1alpha1\nkind: SysctlConfig\nparams:\n  # why\n  KEY: "VALUE"\n  net.core.somaxconn: "4096"\n',
    scope: 'node',
    template: '{{ x }}',
  },
  bottlerocket: {
    path: 'user-data.toml',
    text: '[settings.kernel.sysctl]\n# why\n"KEY" = "VALUE"\n"net.core.somaxconn" = "4096"\n',
    scope: 'node',
    template: '{{ x }}',
  },
  systemd: {
    path: 'a.service',
    text: '[Service]\n# why\nExecStart=/sbin/sysctl -w KEY=VALUE\n',
    scope: 'host',
    template: '${X}',
  },
  puppet: {
    path: 'a.pp',
    text: "# why\nsysctl { 'KEY': value => 'VALUE' }\nsysctl { 'net.core.somaxconn': value => '4096' }\n",
    scope: 'host',
    template: '${x}',
  },
  chef: {
    path: 'a.rb',
    text: "# why\nsysctl 'KEY' do\n  value 'VALUE'\nend\n",
    scope: 'host',
    template: '#{x}',
  },
  salt: {
    path: 'a.sls',
    text: "# why\nKEY:\n  sysctl.present:\n    - value: 'VALUE'\n",
    scope: 'host',
    template: '{{ x }}',
  },
  helm: {
    path: 'chart/templates/pod.yaml',
    text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  {{- if .Values.tune }}\n  securityContext:\n    sysctls:\n    # why\n    - name: KEY\n      value: "VALUE" # b\n  {{- end }}\n',
    scope: 'pod',
    template: '{{ .Values.x }}',
  },
  'helm values': {
    path: 'chart/values.yaml',
    text: 'podSecurityContext:\n  sysctls:\n    # why\n    - name: KEY\n      value: "VALUE" # b\n',
    scope: 'pod',
    template: '{{ .Values.x }}',
  },
  terraform: {
    path: 'main.tf',
    text: 'resource "docker_container" "a" {\n  # why\n  sysctls = {\n    "KEY" = "VALUE" # b\n    "net.core.somaxconn" = "4096"\n  }\n}\n',
    scope: 'container',
    template: '${var.x}',
  },
  'terraform with user data': {
    path: 'main.tf',
    text: 'resource "aws_instance" "a" {\n  user_data = <<-EOT\n    #!/bin/sh\n    # why\n    sysctl -w KEY=VALUE # b\n  EOT\n}\n',
    scope: 'host',
    template: '${var.x}',
  },
  ecs: {
    path: 'task.json',
    text: '{"containerDefinitions":[{"name":"a","systemControls":[{"namespace":"KEY","value":"VALUE"}]}]}',
    scope: 'container',
    hasNoComments: true,
    template: '${x}',
  },
  'ecs in CloudFormation': {
    path: 'template.yaml',
    text: 'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: a\n          SystemControls:\n            # why\n            - Namespace: KEY\n              Value: "VALUE" # b\n',
    scope: 'container',
    template: '${X}',
  },
  lxc: {
    path: 'lxc/a/config',
    text: 'lxc.uts.name = a\n# why\nlxc.sysctl.KEY = VALUE\nlxc.sysctl.net.core.somaxconn = 4096\n',
    scope: 'container',
    template: '{{ x }}',
  },
  'CNI tuning': {
    path: '10-a.conflist',
    text: '{"cniVersion":"1.0.0","name":"a","plugins":[{"type":"tuning","sysctl":{"KEY":"VALUE"}}]}',
    scope: 'pod',
    hasNoComments: true,
    template: '{{ x }}',
  },
  'CNI tuning in a manifest': {
    path: 'net.yaml',
    text: 'apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nspec:\n  # why\n  config: \'{"cniVersion":"1.0.0","name":"a","type":"tuning","sysctl":{"KEY":"VALUE"}}\'\n',
    scope: 'pod',
    template: '{{ x }}',
  },
  'the Tuned resource of OpenShift': {
    path: 'tuned.yaml',
    text: 'apiVersion: tuned.openshift.io/v1\nkind: Tuned\nspec:\n  profile:\n  - name: a\n    data: |\n      [main]\n      summary=a\n      [sysctl]\n      # why\n      KEY=VALUE\n      net.core.somaxconn=4096\n',
    scope: 'node',
    template: '${x}',
  },
  ignition: {
    path: 'a.ign',
    text: '{"ignition":{"version":"3.4.0"},"storage":{"files":[{"path":"/etc/sysctl.d/a.conf","contents":{"source":"data:,KEY%20%3D%20VALUE%0A"}}]}}',
    scope: 'host',
    hasNoComments: true,
    template: '{{ x }}',
  },
  markdown: {
    path: 'a.md',
    text: '# A\n\n```sh\nsudo sysctl -w KEY=VALUE\n```\n',
    scope: 'host',
    template: '$X',
  },
};
