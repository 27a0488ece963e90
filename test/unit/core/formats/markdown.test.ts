import { describeFormat } from '../../../support/readingFormats.ts';

describeFormat('markdown', [
  {
    what: 'reads fences by what stands in them, and no output, prose or tables',
    path: 'README.md',
    text: `# Tuning
Set \`net.core.somaxconn=1\` yourself. sysctl -w vm.swappiness=1
\`\`\`sh
$ sudo sysctl -w net.core.somaxconn=1024
net.core.somaxconn = 1024
\`\`\`
~~~ini
net.ipv4.tcp_tw_reuse = 1
# comment
~~~
- a list

  \`\`\`yaml
  services:
    a:
      sysctls:
        net.core.somaxconn: 5
  \`\`\`

\`\`\`console-output
vm.swappiness = 1
\`\`\`
\`\`\`
docker run --sysctl net.ipv4.tcp_syncookies=0 x
\`\`\`
| key | value |
`,
    sets: [
      '4 net.core.somaxconn=1024 host now',
      '8 net.ipv4.tcp_tw_reuse=1 host boot',
      '17 net.core.somaxconn=5 container start',
      '24 net.ipv4.tcp_syncookies=0 container start',
    ],
  },
  {
    what: 'takes lines without a prompt for output in a session, and after a command that prints them',
    path: 'README.md',
    text: `\`\`\`console
$ sysctl net.ipv4.tcp_tw_reuse
net.ipv4.tcp_tw_reuse = 2
# sysctl -w net.core.somaxconn=1024
host% sysctl -w net.core.somaxconn=1025
\`\`\`
\`\`\`shell-session
net.ipv4.tcp_fin_timeout = 60
\`\`\`
\`\`\`
$ sudo sysctl -p
vm.swappiness = 1
\`\`\`
The output:
\`\`\`
vm.swappiness = 2
\`\`\`
`,
    sets: ['4 net.core.somaxconn=1024 host now', '5 net.core.somaxconn=1025 host now'],
  },
  {
    what: 'reads the file that a session shows if the sentence before names it, and one that it writes',
    path: 'README.md',
    text: `In \`/etc/sysctl.d/a.conf\`:
\`\`\`console
vm.swappiness = 1
\`\`\`
\`\`\`console
$ sudo tee /etc/sysctl.d/b.conf <<EOF
> vm.swappiness = 2
> EOF
\`\`\`
Then:
\`\`\`
# sysctl -p reads this
vm.swappiness = 3
sudo sysctl -p
\`\`\`
`,
    sets: ['3 vm.swappiness=1 host boot', '7 vm.swappiness=2 host boot', '13 vm.swappiness=3 host boot'],
  },
  {
    what: 'reads a file after a sentence about output, if the sentence or the word after the fence says that it is one',
    path: 'README.md',
    text: `Raise the output buffers in \`/etc/sysctl.conf\`:
\`\`\`ini
vm.swappiness = 1
\`\`\`
Append to /etc/sysctl.conf (no output is expected):
\`\`\`
vm.swappiness = 2
\`\`\`
These values limit throughput and output:
\`\`\`conf
vm.swappiness = 3
\`\`\`
`,
    sets: ['3 vm.swappiness=1 host boot', '7 vm.swappiness=2 host boot', '11 vm.swappiness=3 host boot'],
  },
  {
    what: 'reads the file that a session begins to edit or to show, and what follows output, but not that',
    path: 'README.md',
    text: `\`\`\`console
$ sudo vim /etc/sysctl.d/a.conf
vm.swappiness = 1
$ sudo sysctl -p
vm.swappiness = 2
\`\`\`
\`\`\`console
$ cat /etc/sysctl.d/a.conf
vm.swappiness = 3
\`\`\`
\`\`\`
sudo sysctl -p
vm.swappiness = 4

# /etc/sysctl.conf
vm.swappiness = 5
\`\`\`
\`\`\`
sudo sysctl -p
vm.swappiness = 6
# /etc/sysctl.conf
vm.swappiness = 7
\`\`\`
`,
    sets: [
      '3 vm.swappiness=1 host boot',
      '9 vm.swappiness=3 host boot',
      '16 vm.swappiness=5 host boot',
      '22 vm.swappiness=7 host boot',
    ],
  },
]);
