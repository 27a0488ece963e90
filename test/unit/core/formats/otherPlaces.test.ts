import { describeFormat } from '../../../support/readingFormats.ts';

describeFormat('kubernetes', [
  {
    what: 'has files and commands of Cluster API, which nodes get',
    path: 'cluster.yaml',
    text: `apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
kind: KubeadmConfigTemplate
spec:
  template:
    spec:
      files:
        - path: /etc/sysctl.d/a.conf
          content: |
            net.ipv4.ip_forward = 1
        - path: /etc/sysctl.d/b.conf
          encoding: base64
          content: bmV0LmNvcmUuc29tYXhjb25uPTE=
      preKubeadmCommands:
        - sysctl -w vm.swappiness=0
`,
    sets: ['9 net.ipv4.ip_forward=1 node boot', '14 vm.swappiness=0 node boot'],
  },
  {
    what: 'has the parameters of workers of Gardener',
    path: 'shoot.yaml',
    text: `apiVersion: core.gardener.cloud/v1beta1
kind: Shoot
spec:
  provider:
    workers:
      - name: a
        sysctls:
          vm.max_map_count: "262144"
`,
    sets: ['8 vm.max_map_count=262144 node boot'],
  },
  {
    what: 'has profiles of TuneD and user data in lists of patches',
    path: 'site.yaml',
    text: `apiVersion: ran.openshift.io/v1
kind: PolicyGenTemplate
spec:
  sourceFiles:
    - spec:
        profile:
          - name: a
            data: |
              [main]
              [sysctl]
              kernel.timer_migration=1
    - spec:
        userData: |
          #!/bin/bash
          echo 'net.core.rmem_max=134217728' >> /etc/sysctl.conf
`,
    sets: ['11 kernel.timer_migration=1 node boot', '15 net.core.rmem_max=134217728 node boot'],
  },
  {
    what: 'has machine configurations of Talos in texts',
    path: 'control-plane.yaml',
    text: `apiVersion: controlplane.cluster.x-k8s.io/v1alpha3
kind: TalosControlPlane
spec:
  controlPlaneConfig:
    controlplane:
      strategicPatches:
        - |
          machine:
            sysctls:
              net.core.somaxconn: "65535"
`,
    sets: ['10 net.core.somaxconn=65535 node boot'],
  },
]);

describeFormat('talos', [
  {
    what: 'has patches that are texts, as talhelper takes them',
    path: 'talconfig.yaml',
    text: `clusterName: a
patches:
  - |-
    machine:
      sysctls:
        net.core.rmem_max: "7500000"
  - '{"machine": {}}'
`,
    sets: ['6 net.core.rmem_max=7500000 node boot'],
  },
  {
    what: 'has patches of Omni',
    path: 'cluster-template.yaml',
    text: `kind: Cluster
patches:
  - name: tuning
    inline:
      machine:
        sysctls:
          net.core.rmem_max: "7500000"
`,
    sets: ['7 net.core.rmem_max=7500000 node boot'],
  },
  {
    what: 'is the template of Terraform that it comes from, whose directives are no YAML',
    path: 'templates/worker.yaml.tpl',
    text: `version: v1alpha1
machine:
  token: \${token}
%{ if fast }
  sysctls:
    net.core.somaxconn: 65535
    vm.max_map_count: \${count}
%{ endif }
`,
    sets: ['6 net.core.somaxconn=65535 node boot', '7 vm.max_map_count=? node boot'],
  },
]);

describeFormat('terraform', [
  {
    what: 'has maps that are merged with others, and arguments named after sysctls',
    path: 'main.tf',
    text: `locals {
  machine = {
    sysctls = merge(
      {
        "net.core.somaxconn" = "65535"
      },
      var.more
    )
  }
  sysctls_extra_args = {
    "net.core.rmem_max" = "26214400"
    labels              = "a.b"
  }
}
`,
    sets: ['5 net.core.somaxconn=65535 node boot', '11 net.core.rmem_max=26214400 node boot'],
  },
]);

describeFormat('nix', [
  {
    what: 'has sets that are merged, made conditional, and joined',
    path: 'a.nix',
    text: `{ lib, ... }: {
  boot.kernel.sysctl = l.mkMerge [
    (l.mkIf (cfg.kind == "y") {
      "net.ipv4.tcp_tw_reuse" = l.mkDefault "1";
    })
    { "vm.swappiness" = 1; }
  ];
  imports = [ { "vm.dirty_ratio" = 1; } ];
  boot.kernel.sysctl = { "net.core.somaxconn" = 5000; } // lib.optionalAttrs x { "vm.panic_on_oom" = 1; };
}
`,
    sets: [
      '4 net.ipv4.tcp_tw_reuse=1 host boot',
      '6 vm.swappiness=1 host boot',
      '9 net.core.somaxconn=5000 host boot',
      '9 vm.panic_on_oom=1 host boot',
    ],
  },
]);

describeFormat('puppet', [
  {
    what: 'has a value for all, lists, expressions, escapes, hashes, and kinds of a module of its own',
    path: 'a.pp',
    text: `class a {
  sysctl {
    default:
      value => '1';
    'net.ipv4.ip_forward':;
    'net.ipv4.tcp_tw_reuse':
      before => Sysctl['net.ipv4.ip_forward'];
  }
  sysctl { 'net.ipv4.tcp_rmem': value => "4096\\t87380\\t100000" }
  sysctl::parameters { 'x':
    values => {
      'net.ipv4.ip_local_port_range' => [ 1024, 65535 ],
      'kernel.panic'                 => join($x, ' '),
    },
  }
  a::sysctl::conf { 'y': content => "net.netfilter.nf_conntrack_max = 65536\\n" }
  a::sysctl::conf { 'z': ensure => absent, content => "vm.swappiness = 1\\n" }
  $settings = { 'net.unix.max_dgram_qlen' => $len, 'a.b' => 1 }
}
`,
    sets: [
      '5 net.ipv4.ip_forward=1 host now',
      '6 net.ipv4.tcp_tw_reuse=1 host now',
      '9 net.ipv4.tcp_rmem=4096\t87380\t100000 host now',
      '12 net.ipv4.ip_local_port_range=1024 65535 host now',
      '13 kernel.panic=? host now',
      '16 net.netfilter.nf_conntrack_max=65536 host boot',
      '18 net.unix.max_dgram_qlen=? host now',
    ],
  },
  {
    what: 'has data of Hiera',
    path: 'data/common.yaml',
    text: `profile::core::sysctls:
  # tuning
  net.core.rmem_max:
    value: 536870912
    target: &tcp "/etc/sysctl.d/93-tcp.conf"
  vm.swappiness:
    ensure: absent
`,
    sets: ['3 net.core.rmem_max=536870912 host now'],
  },
]);

describeFormat('salt', [
  {
    what: 'has classes of reclass',
    path: 'classes/system/cis.yml',
    text: `parameters:
  linux:
    system:
      kernel:
        sysctl:
          net.ipv4.tcp_syncookies: 1
`,
    sets: ['6 net.ipv4.tcp_syncookies=1 host now'],
  },
]);

describeFormat('markdown', [
  {
    what: 'has fences with arguments of Terraform and data of Hiera',
    path: 'README.md',
    text: `\`\`\`hcl
sysctls_extra_args = {
  "net.core.rmem_default" = "26214400"
}
\`\`\`

\`\`\`
sysctl::values:
  net.ipv4.ip_forward:
    value: 1
\`\`\`
`,
    sets: ['3 net.core.rmem_default=26214400 node boot', '9 net.ipv4.ip_forward=1 host now'],
  },
]);

describeFormat('markdown', [
  {
    what: 'has the text of a file that the sentence before names, and no output of a command',
    path: 'host.md',
    text: `On your host, create /etc/sysctl.d/90-wireguard.conf:

\`\`\`txt
net.ipv4.ip_forward=1
\`\`\`

It should print the following output from /etc/sysctl.conf:

\`\`\`text
net.ipv4.tcp_keepalive_time = 45
\`\`\`

\`\`\`yaml
files:
    - path: /etc/sysctl.d/filter.conf
      contents:
        inline: |
          net.ipv4.conf.all.rp_filter=1
\`\`\`
`,
    sets: ['4 net.ipv4.ip_forward=1 host boot', '18 net.ipv4.conf.all.rp_filter=1 host boot'],
  },
]);

describeFormat('compose', [
  {
    what: 'may be JSON, with a list of services',
    path: 'apps/wireguard/docker-compose.json',
    text: `{
  "services": [
    {
      "name": "wireguard",
      "sysctls": {
        "net.ipv4.ip_forward": 1
      }
    }
  ]
}
`,
    sets: ['6 net.ipv4.ip_forward=1 container start'],
  },
]);

describeFormat('shell', [
  {
    what: 'writes another script',
    path: 'make.sh',
    text: `#!/bin/sh
cat > start.sh << END
sysctl -w vm.max_map_count=262144
sysctl -w vm.swappiness=$SWAPPINESS
END
`,
    sets: ['3 vm.max_map_count=262144 host now', '4 vm.swappiness=? host now'],
  },
  {
    what: 'may be a template of Helm',
    path: 'templates/_start.sh.tpl',
    text: `#!/bin/sh
sysctl -w net.ipv4.conf.{{ $iface }}.rp_filter=0
echo \${#list[@]} # }}
sysctl -w vm.swappiness={{ .Values.swappiness }}
`,
    sets: ['2 net.ipv4.conf.?.rp_filter=0 host now', '4 vm.swappiness=? host now'],
  },
]);

describeFormat('butane', [
  {
    what: 'has a file of a machine in a file of its own',
    path: 'templates/common/files/arp.yaml',
    text: `mode: 0644
path: "/etc/sysctl.d/arp.conf"
contents:
  inline: |
    # kept
    net.ipv4.conf.all.arp_announce = 2
`,
    sets: ['6 net.ipv4.conf.all.arp_announce=2 host boot'],
  },
  {
    what: 'has the configuration of a container engine in a file',
    path: 'crio.yaml',
    text: `path: "/etc/crio/crio.conf.d/00-default"
contents:
  inline: |
    [crio.runtime]
    default_sysctls = [
        "net.ipv4.ping_group_range=0 2147483647",
    ]
`,
    sets: ['6 net.ipv4.ping_group_range=0 2147483647 container start'],
  },
]);
