import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import { describeFormat } from '../../../support/readingFormats.ts';

describeFormat('ansible', [
  {
    what: 'reads tasks of the module in all its forms',
    path: 'roles/a/tasks/main.yml',
    text: `- name: one
  sysctl: {name: net.core.somaxconn, value: 1024, state: present}
- name: two
  ansible.posix.sysctl:
    name: net.ipv4.ip_forward
    value: yes
- sysctl: name=vm.swappiness value="10" state=present
- ansible.posix.sysctl:
    name: vm.overcommit_memory
    state: absent
- name: loop
  sysctl:
    name: "{{ item.name }}"
    value: "{{ item.value }}"
  loop:
    - {name: net.ipv4.tcp_tw_reuse, value: 1}
    - name: net.ipv4.tcp_fin_timeout
      value: '30'
- name: names
  sysctl: name={{ item }} value=1
  with_items: [a]
- name: names
  ansible.posix.sysctl:
    name: "{{ item }}"
    value: "0"
  with_items:
    - net.ipv4.conf.all.rp_filter
    - net.ipv4.conf.default.rp_filter
- sysctl: name={{ item.name }} value={{ item.value }} state=present
  with_items:
    - { name: net.core.rmem_default, value: 7 }
- sysctl: name="{{ item }}" value=1
  with_items:
    - net.ipv4.conf.all.log_martians
- name: dict
  sysctl:
    name: "{{ item.key }}"
    value: "{{ item.value }}"
  with_dict:
    kernel.panic: 10
    fs.file-max: 0755
- shell: echo 1 > /proc/sys/net/ipv4/tcp_syncookies
- command: sysctl -w vm.max_map_count={{ count }}
- copy:
    dest: /etc/sysctl.d/90-x.conf
    content: |
      net.core.rmem_max = 5
- lineinfile:
    path: /etc/sysctl.conf
    line: net.core.wmem_max = 6
- sysctl:
    name: net.ipv4.tcp_mem
    value: "{{ mem }}"
`,
    sets: [
      '2 net.core.somaxconn=1024 host now',
      '5 net.ipv4.ip_forward=1 host now',
      '7 vm.swappiness=10 host now',
      '16 net.ipv4.tcp_tw_reuse=1 host now',
      '17 net.ipv4.tcp_fin_timeout=30 host now',
      '27 net.ipv4.conf.all.rp_filter=0 host now',
      '28 net.ipv4.conf.default.rp_filter=0 host now',
      '31 net.core.rmem_default=7 host now',
      '34 net.ipv4.conf.all.log_martians=1 host now',
      '40 kernel.panic=10 host now',
      '41 fs.file-max=493 host now',
      '42 net.ipv4.tcp_syncookies=1 host now',
      '43 vm.max_map_count=? host now',
      '47 net.core.rmem_max=5 host boot',
      '50 net.core.wmem_max=6 host boot',
      '52 net.ipv4.tcp_mem=? host now',
    ],
  },
  {
    what: 'reads variables that are named after sysctl, and those that hold names of parameters',
    path: 'group_vars/all.yml',
    text: `sysctl_params:
  net.core.somaxconn: 1024
  vm.swappiness: 10
os_sysctl:
  - name: net.ipv4.tcp_syncookies
    value: 1
  - {key: fs.file-max, value: "5"}
tuning:
  net.core.rmem_max: 1
unrelated:
  net.example: 1
sysctl_file: /etc/sysctl.d/90.conf
`,
    sets: [
      '2 net.core.somaxconn=1024 host now',
      '3 vm.swappiness=10 host now',
      '5 net.ipv4.tcp_syncookies=1 host now',
      '7 fs.file-max=5 host now',
      '9 net.core.rmem_max=1 host now',
    ],
  },
]);

describeFormat('nix', [
  {
    what: 'reads sets, single options and wrappers',
    path: 'configuration.nix',
    text: `{ config, lib, ... }: {
  boot.kernel.sysctl = {
    "net.core.somaxconn" = 1024; # why
    # "vm.swappiness" = 1;
    "net.ipv4.ip_forward" = true;
    "net.ipv4.tcp_rmem" = "4096 87380 1000";
    "vm.overcommit_memory" = lib.mkForce "1";
    "kernel.sem" = lib.mkDefault config.x.sem;
    "net.ipv4.tcp_syncookies" = null;
  };
  boot.kernel.sysctl."net.ipv4.tcp_tw_reuse" = 1;
}
`,
    sets: [
      '3 net.core.somaxconn=1024 host boot',
      '5 net.ipv4.ip_forward=1 host boot',
      '6 net.ipv4.tcp_rmem=4096 87380 1000 host boot',
      '7 vm.overcommit_memory=1 host boot',
      '8 kernel.sem=? host boot',
      '11 net.ipv4.tcp_tw_reuse=1 host boot',
    ],
  },
]);

describeFormat('terraform', [
  {
    what: 'takes no map for that of the container in the block before',
    path: 'main.tf',
    text: 'resource "docker_container" "a" {\n  sysctls = { "net.core.somaxconn" = "1024" }\n}\n\nresource "node_pool" "b" {\n  sysctls = { "net.core.somaxconn" = "2048" }\n}\n',
    sets: ['2 net.core.somaxconn=1024 container start', '6 net.core.somaxconn=2048 node boot'],
  },
  {
    what: 'reads the content of a dynamic block, and no declarations of types',
    path: 'main.tf',
    text: `linux_os_config {
  dynamic "sysctl_config" {
    for_each = var.sysctl == null ? [] : [1]
    content {
      net_ipv4_tcp_tw_reuse = sysctl_config.value.net_ipv4_tcp_tw_reuse
      vm_max_map_count      = 262144
    }
  }
}
variable "pools" {
  type = object({ sysctl_config = optional(object({ vm_swappiness = optional(number) })) })
}
`,
    sets: ['5 net.ipv4.tcp_tw_reuse=? node boot', '6 vm.max_map_count=262144 node boot'],
  },
  {
    what: 'reads node pools, user data and jobs',
    path: 'main.tf',
    text: `resource "azurerm_kubernetes_cluster_node_pool" "a" {
  linux_os_config {
    sysctl_config {
      net_core_somaxconn   = 8192
      net_ipv4_tcp_tw_reuse = true
      vm_max_map_count = var.count
    }
  }
}
resource "google_container_node_pool" "b" {
  node_config {
    linux_node_config {
      sysctls = {
        "net.core.somaxconn" = "4096"
      }
    }
  }
}
resource "aws_instance" "c" {
  user_data = <<-EOF
    #!/bin/bash
    sysctl -w vm.max_map_count=262144
    sysctl -w net.core.somaxconn=\${var.x}
  EOF
}
`,
    sets: [
      '4 net.core.somaxconn=8192 node boot',
      '5 net.ipv4.tcp_tw_reuse=1 node boot',
      '6 vm.max_map_count=? node boot',
      '14 net.core.somaxconn=4096 node boot',
      '22 vm.max_map_count=262144 host boot',
      '23 net.core.somaxconn=? host boot',
    ],
  },
  {
    what: 'reads Nomad',
    path: 'job.nomad',
    text: 'job "a" {\n task "b" {\n  driver = "docker"\n  config {\n   sysctl = {\n    "net.core.somaxconn" = "16384"\n   }\n  }\n }\n}\n',
    sets: ['6 net.core.somaxconn=16384 container start'],
  },
]);

describeFormat('puppet', [
  {
    what: 'reads resources and hashes',
    path: 'manifests/init.pp',
    text: `class a {
  sysctl { 'net.core.somaxconn': value => '1024' }
  sysctl::value { "vm.swappiness":
    ensure => present,
    value  => 10,
  }
  sysctl { 'net.ipv4.tcp_rmem': value => ['4096', '87380', '1000'] }
  sysctl { 'net.ipv4.ip_forward': ensure => absent }
  sysctl { 'kernel.sem': value => $sem }
  # sysctl { 'vm.overcommit_memory': value => '1' }
  exec { 'x': command => '/sbin/sysctl -w fs.file-max=5' }
  file { '/etc/sysctl.d/90.conf':
    content => "net.ipv4.tcp_tw_reuse = 1\\n",
  }
}
`,
    sets: [
      '2 net.core.somaxconn=1024 host now',
      '3 vm.swappiness=10 host now',
      '7 net.ipv4.tcp_rmem=4096 87380 1000 host now',
      '9 kernel.sem=? host now',
      '11 fs.file-max=5 host now',
      '13 net.ipv4.tcp_tw_reuse=1 host boot',
    ],
  },
]);

describeFormat('chef', [
  {
    what: 'takes no here-document for the content of the file in the resource before',
    path: 'default.rb',
    text: "file '/etc/sysctl.d/a.conf' do\n  action :create\nend\nexecute 'a' do\n  command <<-SH\n    sysctl -w net.core.somaxconn=1024\n  SH\nend\n",
    sets: ['6 net.core.somaxconn=1024 host now'],
  },
  {
    what: 'reads resources and attributes',
    path: 'recipes/default.rb',
    text: `sysctl 'net.core.somaxconn' do
  value '1024'
end
sysctl_param 'vm.swappiness' do
  value 10
end
sysctl 'kernel.sem' do
  value node['a']['sem']
end
sysctl 'net.ipv4.tcp_rmem' do
  key 'net.ipv4.tcp_wmem'
  value [4096, 87380, 1000]
end
sysctl 'fs.file-max' do
  action :remove
  value 1
end
default['sysctl']['params']['net']['ipv4']['tcp_tw_reuse'] = 1
execute 'sysctl -w vm.overcommit_memory=1'
`,
    sets: [
      '1 net.core.somaxconn=1024 host now',
      '4 vm.swappiness=10 host now',
      '7 kernel.sem=? host now',
      '11 net.ipv4.tcp_wmem=4096 87380 1000 host now',
      '18 net.ipv4.tcp_tw_reuse=1 host now',
      '19 vm.overcommit_memory=1 host now',
    ],
  },
  {
    what: 'reads a Vagrantfile',
    path: 'Vagrantfile',
    text: 'Vagrant.configure("2") do |config|\n  config.vm.provision "shell", inline: <<-SHELL\n    sysctl -w vm.max_map_count=262144\n  SHELL\nend\n',
    sets: ['3 vm.max_map_count=262144 host now'],
  },
]);

describeFormat('salt', [
  {
    what: 'reads states and pillars',
    path: 'salt/kernel.sls',
    text: `net.core.somaxconn:
  sysctl.present:
    - value: 1024
swappiness:
  sysctl.present:
    - name: vm.swappiness
    - value: {{ pillar['swap'] }}
apply:
  cmd.run:
    - name: sysctl -w fs.file-max=5
/etc/sysctl.d/90.conf:
  file.managed:
    - contents: |
        net.ipv4.tcp_tw_reuse = 1
sysctl:
  params:
    net.ipv4.tcp_syncookies: 1
`,
    sets: [
      '1 net.core.somaxconn=1024 host now',
      '6 vm.swappiness=? host now',
      '10 fs.file-max=5 host now',
      '14 net.ipv4.tcp_tw_reuse=1 host boot',
      '17 net.ipv4.tcp_syncookies=1 host now',
    ],
  },
]);

describe('ansible-no-unset', () => {
  const task = (state: string): string =>
    `- ansible.posix.sysctl:\n    name: net.ipv4.tcp_tw_reuse\n    value: 1\n    state: ${state}\n`;
  const found = (text: string): readonly string[] => {
    const document = formatOf(text, 'tasks/main.yml')?.read(text, 'tasks/main.yml');
    return (document === undefined ? [] : diagnose(document, {}))
      .filter(({ rule }) => rule === 'ansible-no-unset')
      .map(({ severity, range: { start } }) => `${start.line + 1}:${start.column} ${severity}`);
  };

  it('says of a line that is taken out of the file that its running value stays', () => {
    assert.deepEqual(found(task('absent')), ['2:10 information']);
    assert.deepEqual(found('- sysctl: name=vm.swappiness state=absent\n'), ['1:15 information']);
    assert.deepEqual(found(task('present')), []);
    assert.deepEqual(found(task('absent').replace('net.ipv4.tcp_tw_reuse', '"{{ item }}"')), []);
  });
});
