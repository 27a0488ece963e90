import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { inventory } from '../../../support/readingFormats.ts';

/** Services are of Compose at the top of a file; further in they are those of whatever the file is. */
const files: readonly (readonly [path: string, format: string | undefined, text: string, sets: string])[] = [
  [
    'site.yml',
    'ansible',
    '- hosts: all\n  vars:\n    services: [nginx]\n  tasks:\n  - ansible.posix.sysctl:\n      name: net.ipv4.tcp_tw_recycle\n      value: "1"\n',
    '6 net.ipv4.tcp_tw_recycle=1 host now',
  ],
  [
    'group_vars/all.yml',
    'ansible',
    'app:\n  services: [nginx]\nsysctl_config:\n  net.ipv4.tcp_tw_recycle: 1\n',
    '4 net.ipv4.tcp_tw_recycle=1 host now',
  ],
  [
    'reclass/classes/a.yml',
    'salt',
    'parameters:\n  services:\n  - nginx\n  linux:\n    system:\n      kernel:\n        sysctl:\n          net.ipv4.tcp_tw_recycle: 1\n',
    '8 net.ipv4.tcp_tw_recycle=1 host now',
  ],
  [
    'states/a.sls',
    'salt',
    'net.ipv4.tcp_tw_recycle:\n  sysctl.present:\n    - value: 1\na:\n  b:\n    services: [nginx]\n',
    '1 net.ipv4.tcp_tw_recycle=1 host now',
  ],
  [
    'data/common.yaml',
    'puppet',
    'profile::base:\n  services: [nginx]\nprofile::sysctl::values:\n  net.ipv4.tcp_tw_recycle:\n    value: 1\n',
    '4 net.ipv4.tcp_tw_recycle=1 host now',
  ],
  [
    'pod.yaml',
    'kubernetes',
    'spec:\n  services: [nginx]\n  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1"\n',
    '5 net.core.somaxconn=1 pod start',
  ],
  [
    'talos.yaml',
    'talos',
    'machine:\n  services: [nginx]\n  sysctls:\n    net.core.somaxconn: 1\n',
    '4 net.core.somaxconn=1 node boot',
  ],
  [
    'user-data.yaml',
    'cloud-init',
    '#cloud-config\na:\n  services: [nginx]\nruncmd:\n  - sysctl -w net.core.somaxconn=1\n',
    '5 net.core.somaxconn=1 host boot',
  ],
  [
    'chart/values.yaml',
    'helm',
    'app:\n  services: [nginx]\nsysctls:\n  - name: net.core.somaxconn\n    value: "1"\n',
    '4 net.core.somaxconn=1 pod start',
  ],
  [
    'files.yaml',
    'butane',
    'variant: fcos\na:\n  services: [nginx]\nstorage:\n  files:\n  - path: /etc/sysctl.d/a.conf\n    contents:\n      inline: |\n        net.core.somaxconn=1\n',
    '9 net.core.somaxconn=1 host boot',
  ],
  [
    '.github/workflows/test.yml',
    undefined,
    'jobs:\n  test:\n    services:\n      db:\n        image: postgres\n        options: --sysctl net.core.somaxconn=1\n',
    '',
  ],
  [
    'compose.yaml',
    'compose',
    'name: a\nservices:\n  a:\n    sysctls:\n      net.core.somaxconn: 1\n',
    '5 net.core.somaxconn=1 container start',
  ],
  [
    'docker-compose.json',
    'compose',
    '{\n  "version": "3",\n  "services": { "a": { "sysctls": { "net.core.somaxconn": 1 } } }\n}\n',
    '3 net.core.somaxconn=1 container start',
  ],
  [
    'compose.yml',
    'compose',
    '{ "services": { "a": { "sysctls": { "net.core.somaxconn": 1 } } } }\n',
    '1 net.core.somaxconn=1 container start',
  ],
];

describe('a file with services', () => {
  for (const [path, format, text, sets] of files)
    it(`${path} is of ${format ?? 'no format'}`, () => {
      assert.equal(formatOf(text, path)?.id, format);
      assert.deepEqual(inventory(path, text), sets === '' ? [] : [sets]);
    });
});
