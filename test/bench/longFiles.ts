/** A kind of file that can be made as long as wanted. Something is wrong with its beginning, and with nothing else. */
export interface LongFile {
  readonly name: string;
  readonly fileName: string;
  readonly language: string;
  /** Whether the budget is meant to hold for it: formats that are read in parts, with a problem on one line. */
  readonly isLimited: boolean;
  readonly linesOf: (count: number) => readonly string[];
}

function lines(count: number, head: readonly string[], line: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => head[index] ?? line(index));
}

const wrong = 'net.ipv4.tcp_tw_recycle = 1';
const keys = ['rp_filter', 'accept_redirects', 'send_redirects', 'log_martians', 'arp_ignore'];

/** As a generated file looks: a comment for ten lines, and most keys once. */
function generated(index: number): string {
  if (index % 10 === 0) return `# interface ${index / 10}`;
  const key = keys[index % keys.length] ?? '';
  return `net.ipv4.conf.eth${Math.floor(index / keys.length)}.${key} = ${index % 2}`;
}

const pod = (index: number, key: string): readonly string[] => [
  '---',
  'apiVersion: v1',
  'kind: Pod',
  `metadata: { name: pod-${index} }`,
  'spec:',
  '  securityContext:',
  '    sysctls:',
  `      - name: ${key}`,
  '        value: "1"',
  '  containers: [{ name: a, image: b }]',
];

function pods(count: number, key: string): readonly string[] {
  const all = Array.from({ length: count / 10 }, (_, index) => pod(index, key)).flat();
  return all.with(7, '      - name: net.ipv4.tcp_tw_recycle');
}

export const longFiles: readonly LongFile[] = [
  {
    name: 'sysctl.conf',
    fileName: '90-bench.conf',
    language: 'sysctl',
    isLimited: true,
    linesOf: (count) => lines(count, [wrong], generated),
  },
  {
    name: 'sysctl.conf, with a problem on every 97th line',
    fileName: '91-bench.conf',
    language: 'sysctl',
    isLimited: false,
    linesOf: (count) => lines(count, [wrong], (index) => (index % 97 === 0 ? wrong : generated(index))),
  },
  {
    name: 'Kubernetes, many pods',
    fileName: 'pods.yaml',
    language: 'yaml',
    isLimited: true,
    linesOf: (count) => pods(count, 'net.ipv4.tcp_syncookies'),
  },
  {
    name: 'Kubernetes, many pods, with a problem in each',
    fileName: 'wrong-pods.yaml',
    language: 'yaml',
    isLimited: false,
    linesOf: (count) => pods(count, 'net.ipv4.tcp_tw_recycle'),
  },
  {
    name: 'Ansible, one play',
    fileName: 'play.yml',
    language: 'yaml',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        [
          '- hosts: all',
          '  tasks:',
          '    - ansible.posix.sysctl: { name: net.ipv4.tcp_tw_recycle, value: "1" }',
        ],
        (index) =>
          index % 2 === 0
            ? `    - ansible.posix.sysctl: { name: net.ipv4.conf.eth${index}.rp_filter, value: "1" }`
            : `      when: inventory_hostname == "h${index}"`,
      ),
  },
  {
    name: 'Compose, many services',
    fileName: 'compose.yaml',
    language: 'dockercompose',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['services:', '  wrong:', '    image: a', '    sysctls:', '      - net.ipv4.tcp_tw_recycle=1'],
        (index) =>
          [
            `  service${index}:`,
            '    image: registry.example/a:1',
            '    sysctls:',
            `      - net.ipv4.conf.eth${index}.rp_filter=1`,
            '    restart: always',
          ][index % 5] ?? '',
      ),
  },
  {
    name: 'Salt, many states',
    fileName: 'states.sls',
    language: 'sls',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['net.ipv4.tcp_tw_recycle:', '  sysctl.present:', '    - value: 1', ''],
        (index) =>
          [`net.ipv4.conf.eth${index}.rp_filter:`, '  sysctl.present:', '    - value: 1', '', '# words'][
            (index + 1) % 5
          ] ?? '',
      ),
  },
  {
    name: 'shell script',
    fileName: 'setup.sh',
    language: 'shellscript',
    isLimited: true,
    linesOf: (count) =>
      lines(count, ['#!/bin/sh', 'sysctl -w net.ipv4.tcp_tw_recycle=1'], (index) =>
        index % 3 === 0 ? `sysctl -w net.ipv4.conf.eth${index}.rp_filter=1` : `echo "step ${index}"`,
      ),
  },
  {
    name: 'Dockerfile',
    fileName: 'bench.Dockerfile',
    language: 'dockerfile',
    isLimited: true,
    linesOf: (count) =>
      lines(count, ['FROM debian', 'CMD sysctl -w net.ipv4.tcp_tw_recycle=1'], (index) =>
        index % 3 === 0 ? `COPY file${index} \\` : index % 3 === 1 ? '  /srv/' : `ENV A${index}=1`,
      ),
  },
  {
    name: 'Markdown, many fences',
    fileName: 'README.md',
    language: 'markdown',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['# Words', '```sh', 'sysctl -w net.ipv4.tcp_tw_recycle=1', '```', 'Words.'],
        (index) =>
          ['', '```sh', `sysctl -w net.ipv4.conf.eth${index}.rp_filter=1`, '```', 'Words.'][index % 5] ?? '',
      ),
  },
  {
    name: 'systemd, one unit',
    fileName: 'tuning.service',
    language: 'ini',
    isLimited: true,
    linesOf: (count) =>
      lines(count, ['[Service]', 'ExecStart=sysctl -w net.ipv4.tcp_tw_recycle=1'], (index) =>
        index % 3 === 0
          ? `ExecStartPre=sysctl -w net.ipv4.conf.eth${index}.rp_filter=1`
          : `Environment=A${index}=1`,
      ),
  },
  {
    name: 'LXC, one container',
    fileName: 'lxc-container.conf',
    language: 'properties',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['lxc.uts.name = a', 'lxc.sysctl.net.ipv4.tcp_tw_recycle = 1'],
        (index) => `lxc.sysctl.net.ipv4.conf.eth${index}.rp_filter = 1`,
      ),
  },
  {
    name: 'TuneD, one profile',
    fileName: 'tuned.conf',
    language: 'ini',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['[main]', 'summary=bench', '[sysctl]', 'net.ipv4.tcp_tw_recycle=1'],
        (index) => `net.ipv4.conf.eth${index}.rp_filter=1`,
      ),
  },
  {
    name: 'Quadlet, one container',
    fileName: 'bench.container',
    language: 'ini',
    isLimited: true,
    linesOf: (count) =>
      lines(count, ['[Container]', 'Image=a', 'Sysctl=net.ipv4.tcp_tw_recycle=1'], (index) =>
        index % 2 === 0 ? `Sysctl=net.ipv4.conf.eth${index}.rp_filter=1` : `Environment=A${index}=1`,
      ),
  },
  {
    name: 'nginx, 2,000 servers',
    fileName: 'nginx.conf',
    language: 'nginx',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['http {', '  server {', '    listen 40000;', '  }'],
        (index) =>
          ['  server {', '    listen 80;', `    server_name a${index}.example;`, '    root /srv;', '  }'][
            (index + 1) % 5
          ] ?? '',
      ),
  },
  {
    name: 'HAProxy, 2,500 frontends',
    fileName: 'haproxy.cfg',
    language: 'haproxy',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['frontend wrong', '  bind :40000', '  mode http', ''],
        (index) =>
          [`frontend a${index}`, '  bind :80', '  mode http', `  default_backend b${index}`][index % 4] ?? '',
      ),
  },
  {
    name: 'Terraform, 2,000 node pools',
    fileName: 'main.tf',
    language: 'terraform',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ['resource "pool" "wrong" {', '  sysctls = {', '    "net.ipv4.tcp_tw_recycle" = "1"', '  }', '}'],
        (index) =>
          [
            `resource "pool" "a${index}" {`,
            '  sysctls = {',
            `    "net.ipv4.conf.eth${index}.rp_filter" = "1"`,
            '  }',
            '}',
          ][index % 5] ?? '',
      ),
  },
  {
    name: 'Chef, 3,333 resources',
    fileName: 'default.rb',
    language: 'ruby',
    isLimited: true,
    linesOf: (count) =>
      lines(
        count,
        ["sysctl 'net.ipv4.tcp_tw_recycle' do", "  value '1'", 'end'],
        (index) => [`sysctl 'net.ipv4.conf.eth${index}.rp_filter' do`, "  value '1'", 'end'][index % 3] ?? '',
      ),
  },
  {
    // The place is deprecated.
    name: 'Talos, one machine, with a problem on each line',
    fileName: 'controlplane.yaml',
    language: 'yaml',
    isLimited: false,
    linesOf: (count) =>
      lines(
        count,
        ['version: v1alpha1', 'machine:', '  sysctls:', '    net.ipv4.tcp_tw_recycle: "1"'],
        (index) => `    net.ipv4.conf.eth${index}.rp_filter: "1"`,
      ),
  },
];
