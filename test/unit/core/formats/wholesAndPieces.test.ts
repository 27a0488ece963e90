import assert from 'node:assert/strict';
import { formats } from '../../../../src/core/formats/formats.ts';
import { PlacedDocument } from '../../../../src/core/formats/placedDocument.ts';
import { describeFormat } from '../../../support/readingFormats.ts';

const many = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join('');

const mime = `Content-Type: multipart/mixed; boundary="==b=="
MIME-Version: 1.0

--==b==
Content-Type: text/x-shellscript

#!/bin/sh
sysctl -w net.ipv4.tcp_tw_recycle=1
--==b==
Content-Type: text/cloud-config

#cloud-config
runcmd:
  - sysctl -w net.core.somaxconn=1
write_files:
  - path: /etc/sysctl.d/a.conf
    content: |
      net.ipv4.tcp_tw_reuse = 2
--==b==--
`;

describeFormat('cloud-init', [
  {
    what: 'reads every part of MIME',
    path: 'user-data.yaml',
    text: mime,
    sets: [
      '8 net.ipv4.tcp_tw_recycle=1 host boot',
      '14 net.core.somaxconn=1 host boot',
      '18 net.ipv4.tcp_tw_reuse=2 host boot',
    ],
  },
  {
    what: 'reads every part of MIME that is longer than one piece',
    path: 'user-data.yaml',
    text: mime.replace('runcmd:\n', `runcmd:\n${many(40, (index) => `  - echo ${String(index)}\n`)}`),
    sets: [
      '8 net.ipv4.tcp_tw_recycle=1 host boot',
      '54 net.core.somaxconn=1 host boot',
      '58 net.ipv4.tcp_tw_reuse=2 host boot',
    ],
  },
  {
    what: 'reads a script in a file of user data',
    path: 'user-data.yaml',
    text: '#!/bin/sh\n# no #cloud-config\nsysctl -w net.core.somaxconn=1\nsysctl -w vm.swappiness=2\n',
    sets: ['3 net.core.somaxconn=1 host boot', '4 vm.swappiness=2 host boot'],
  },
  {
    what: 'reads keys and their items',
    path: 'user-data.yaml',
    text: `#cloud-config
bootcmd:
  - echo a
  - sysctl -w net.core.somaxconn=1
users: [a]
runcmd:
  - [sysctl, -w, vm.swappiness=2]
  - sysctl -w net.core.rmem_max=3
`,
    sets: [
      '4 net.core.somaxconn=1 host boot',
      '7 vm.swappiness=2 host boot',
      '8 net.core.rmem_max=3 host boot',
    ],
  },
]);

describeFormat('shell', [
  {
    what: 'reads on after quotes in an expression of a template',
    path: 'setup.sh.j2',
    text: `#!/bin/sh
X="{{ v | replace("'", "") }}"
sysctl -w net.core.somaxconn=1
${many(40, (index) => `echo ${String(index)}\n`)}cat > /etc/sysctl.d/a.conf <<EOF
# it's
net.ipv4.tcp_tw_recycle = 1
EOF
sysctl -w vm.swappiness=2
`,
    sets: [
      '3 net.core.somaxconn=1 host now',
      '46 net.ipv4.tcp_tw_recycle=1 host boot',
      '48 vm.swappiness=2 host now',
    ],
  },
  {
    what: 'reads names that are written in parts',
    path: 'setup.sh',
    text: `echo 1 > /proc/\\
sys/net/ipv4/tcp_tw_reuse
sys"c"tl -w net.core.somaxconn=2
sysctl -w vm.swappiness=3
`,
    sets: [
      '2 net.ipv4.tcp_tw_reuse=1 host now',
      '3 net.core.somaxconn=2 host now',
      '4 vm.swappiness=3 host now',
    ],
  },
  {
    what: 'reads a command that goes on over lines of a template',
    path: 'setup.sh',
    text: `while
  sysctl -w net.core.somaxconn=1
do {{ '(' }}
  echo 1 > /proc/sys/{{ "'" }}vm/swappiness
  echo 2 > /proc/sys/vm/swappiness
done
`,
    sets: ['2 net.core.somaxconn=1 host now', '4 ?vm.swappiness=1 host now', '5 vm.swappiness=2 host now'],
  },
]);

describeFormat('dockerfile', [
  {
    what: 'knows the character that joins lines, wherever its directive stands',
    path: 'Dockerfile',
    text: `# syntax=docker/dockerfile:1
# escape=\`
FROM a
RUN echo c:\\
RUN sysctl -w net.core.somaxconn=1
RUN sysctl -w vm.swappiness=2
`,
    sets: ['5 net.core.somaxconn=1 container build', '6 vm.swappiness=2 container build'],
  },
  {
    what: 'is read on after a carriage return within a line',
    path: 'Dockerfile',
    text: 'FROM a\r\r\nRUN echo \r\nRUN sysctl -w net.core.somaxconn=1\r\r\nCMD a\rb\nCMD sysctl -w vm.swappiness=2\n',
    sets: ['3 net.core.somaxconn=1 container build', '5 vm.swappiness=2 container start'],
  },
  {
    what: 'takes only a whole word for the mark of a here-document',
    path: 'Dockerfile',
    text: `FROM a
RUN a <<-X'
X
RUN sysctl -w net.core.somaxconn=1
CMD ["sysctl", "-w", "vm.swappiness=2"]
`,
    sets: [],
  },
]);

describeFormat('compose', [
  {
    what: 'reads nothing after an item among entries',
    path: 'compose.yaml',
    text: `services:
  a:
    sysctls: [net.core.somaxconn=1]
  - b
  b:
    sysctls: [net.core.somaxconn=2]
`,
    sets: ['3 net.core.somaxconn=1 container start'],
  },
  {
    what: 'reads nothing after an entry that stands too far left',
    path: 'compose.yaml',
    text: `services:
  a:
    sysctls: [net.core.somaxconn=1]
  b:
 c:
  d:
    sysctls: [net.core.somaxconn=2]
volumes:
`,
    sets: ['3 net.core.somaxconn=1 container start'],
  },
  {
    what: 'reads every service',
    path: 'compose.yaml',
    text: `services:
  a:
    sysctls: [net.core.somaxconn=1]
  b:
    sysctls:
      net.ipv4.tcp_tw_reuse: 2
volumes:
  v: {}
`,
    sets: ['3 net.core.somaxconn=1 container start', '6 net.ipv4.tcp_tw_reuse=2 container start'],
  },
]);

describeFormat('ansible', [
  {
    what: 'reads every task of every play of a stream',
    path: 'play.yml',
    text: `- hosts: a
  tasks:
    - sysctl: { name: net.core.somaxconn, value: 1 }
    - debug: { msg: a }
    - sysctl:
        name: vm.swappiness
        value: 2
- hosts: b
  handlers:
    - ansible.posix.sysctl: { name: net.core.rmem_max, value: 3 }
---
- sysctl: name=net.core.wmem_max value=4
`,
    sets: [
      '3 net.core.somaxconn=1 host now',
      '6 vm.swappiness=2 host now',
      '10 net.core.rmem_max=3 host now',
      '12 net.core.wmem_max=4 host now',
    ],
  },
]);

describeFormat('ansible', [
  {
    what: 'reads nothing after an item that stands too far left',
    path: 'play.yml',
    text: `- hosts: all
  tasks:
    - sysctl: { name: net.core.somaxconn, value: 1 }
  - debug: { msg: a }
  handlers:
    - sysctl: { name: net.core.rmem_max, value: 3 }
`,
    sets: ['3 net.core.somaxconn=1 host now'],
  },
]);

describeFormat('salt', [
  {
    what: 'reads every state',
    path: 'a.sls',
    text: `net.core.somaxconn:
  sysctl.present:
    - value: 1
a:
  cmd.run:
    - name: sysctl -w vm.swappiness=2
`,
    sets: ['1 net.core.somaxconn=1 host now', '6 vm.swappiness=2 host now'],
  },
]);

describeFormat('kubernetes', [
  {
    what: 'reads every document',
    path: 'pods.yaml',
    text: many(
      3,
      (index) => `---
apiVersion: v1
kind: Pod
spec:
  securityContext:
    sysctls: [{ name: net.core.somaxconn, value: "${String(index)}" }]
  containers: [{ name: a, image: b }]
`,
    ),
    sets: [
      '6 net.core.somaxconn=0 pod start',
      '13 net.core.somaxconn=1 pod start',
      '20 net.core.somaxconn=2 pod start',
    ],
  },
]);

describeFormat('helm', [
  {
    what: 'reads every document of values',
    path: 'chart/values.yaml',
    text: 'sysctls:\n  net.core.somaxconn: "1"\n---\nsysctls:\n  net.core.somaxconn: "2"\n',
    sets: ['2 net.core.somaxconn=1 pod start', '5 net.core.somaxconn=2 pod start'],
  },
]);

describeFormat('systemd', [
  {
    what: 'reads every command, and goes on after a backslash',
    path: 'a.service',
    text: `[Service]
ExecStartPre=/sbin/sysctl -w net.core.somaxconn=1
ExecStart=/bin/sh -c "sysctl -w vm.swappiness=2; \\
  sysctl -w net.core.rmem_max=3"
[Install]
ExecStart=sysctl -w net.core.wmem_max=4
`,
    sets: [
      '2 net.core.somaxconn=1 host boot',
      '3 vm.swappiness=2 host boot',
      '4 net.core.rmem_max=3 host boot',
      '6 net.core.wmem_max=4 host boot',
    ],
  },
]);

describeFormat('markdown', [
  {
    what: 'reads every fence',
    path: 'README.md',
    text: `In /etc/sysctl.conf:

\`\`\`
net.core.somaxconn = 1
\`\`\`

~~~sh
sysctl -w vm.swappiness=2
~~~
`,
    sets: ['4 net.core.somaxconn=1 host boot', '8 vm.swappiness=2 host now'],
  },
]);

describe('a stream of YAML that is read as a whole', () => {
  it('costs only the documents that may set parameters', () => {
    const text = `---\n- sysctl: { name: net.core.somaxconn, value: 1 }\n${many(60, () => '---\n- "a\n')}`;
    const document = formats.find(({ id }) => id === 'ansible')?.read(text, 'play.yml');
    assert.ok(document instanceof PlacedDocument);
    assert.equal(document.assignments.length, 1);
    assert.deepEqual(
      document.pieces.map(({ reading }) => reading.isBroken),
      [false],
      'no other document was given to the parser',
    );
  });
});
