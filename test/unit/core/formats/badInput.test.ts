import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { lintText } from '../../../../src/cli/lint/lintText.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { shownText } from '../../../../src/service/language/shownText.ts';
import { toDiagnostic } from '../../../../src/service/language/convert.ts';
import { assertProportional } from '../../../support/proportional.ts';
import { fixed } from '../../../support/judgingFiles.ts';
import { inventory } from '../../../support/readingFormats.ts';
import { service } from '../../../support/sysctlService.ts';

const pod = (name = 'a', key = 'net.core.somaxconn'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  securityContext:\n    sysctls:\n    - name: ${key}\n      value: "1024"\n`;

/** Reading, all rules, and all fixes. */
function assertReadProportionally(path: string, textOf: (size: number) => string, largest: number): void {
  assertProportional(
    path,
    (size) => {
      const text = textOf(size);
      const document = formatOf(text, path)?.read(text, path);
      if (document !== undefined) service.diagnose(document, { path });
    },
    largest,
  );
}

describe('bad input in other formats', function () {
  this.timeout(120_000);

  it('broken YAML: the documents around it and the lines before it still count', () => {
    const broken = 'spec: {sysctls: [\n  a: "b\n';
    assert.deepEqual(inventory('a.yaml', `${pod()}---\n${broken}---\n${pod()}`), [
      '7 net.core.somaxconn=1024 pod start',
      '19 net.core.somaxconn=1024 pod start',
    ]);
    assert.deepEqual(inventory('a.yaml', `${pod()}  x: [\n`), ['7 net.core.somaxconn=1024 pod start']);
  });

  it('an open quote: what it is put around is not known, and the rest of the file counts', () => {
    for (const quote of ['"', "'"]) {
      const open = `${pod().replace('"1024"', `${quote}1024`)}    - name: net.ipv4.tcp_tw_recycle\n`;
      const text = `${open}---\n${pod()}`;
      assert.deepEqual(inventory('a.yaml', text), [
        '7 net.core.somaxconn=? pod start',
        '9 net.ipv4.tcp_tw_recycle=? pod start',
        '17 net.core.somaxconn=1024 pod start',
      ]);
      const document = formatOf(text, 'a.yaml')?.read(text, 'a.yaml');
      assert.ok(document);
      const own = '    - name: net.ipv4.tcp_tw_recycle\n';
      assert.equal(service.fixAll(document, {})?.newText, text.replace(own, ''));
      const values = service
        .diagnose(document, {})
        .filter(({ range, rule }) => range.start.line < 8 && rule !== 'unsafe-sysctl');
      assert.deepEqual(values, []);
    }
  });

  it('an open quote in a list of pairs: the same', () => {
    const text =
      'services:\n  a:\n    sysctls:\n      - "net.core.somaxconn=1024\n      - net.core.rmem_max=1\n';
    assert.deepEqual(inventory('compose.yaml', text), [
      '4 ?net.core.somaxconn=1024 container start',
      '5 net.core.rmem_max=1 container start',
    ]);
  });

  describe('an open quote', () => {
    const assertRest = (path: string, text: string, rest: string): void => {
      const document = formatOf(text, path)?.read(text, path) ?? assert.fail(path);
      const above = text.slice(0, -rest.length).split('\n').slice(0, -1);
      const toTheQuote = { start: { line: 0, column: 0 }, end: { line: above.length - 1, column: 99 } };
      const found = service.diagnose(document, { path });
      for (const { title, edits, file } of service.quickFixes(document, toTheQuote, found))
        if (file === undefined) assert.ok(applyEdits(text, edits).endsWith(rest), title);
      for (const [line, { length }] of above.entries())
        for (let column = 0; column <= length; column++) {
          const place = document.completionAt({ line, column });
          const edit = place && 'write' in place ? place.write('4096') : undefined;
          if (edit) assert.ok(applyEdits(text, [edit]).endsWith(rest), `${line}:${column}`);
        }
    };

    for (const quote of ['"', "'"])
      it(`${quote}: no fix and no completion of its line edits those after it`, () => {
        const compose = '      net.ipv4.tcp_tw_reuse: 1\n  b:\n    image: y\n';
        const start = 'services:\n  a:\n    sysctls:\n';
        assertRest('compose.yaml', `${start}      vm.swappiness: ${quote}1\n${compose}`, compose);
        assertRest('compose.yaml', `${start}      net.core.somaxconn: ${quote}\n${compose}`, compose);
        assertRest('compose.yaml', `${start}      ${quote}vm.swappiness: 1\n${compose}`, compose);
        const more = '    - net.ipv4.tcp_tw_reuse=1\n  b:\n    image: y\n';
        assertRest('compose.yaml', `${start}    - ${quote}vm.swappiness=1\n${more}`, more);
        assertRest('compose.yaml', `${start}    - ${quote}net.core.somaxconn=\n${more}`, more);
        const command = '    image: y\n  b:\n    image: z\n';
        assertRest(
          'compose.yaml',
          `services:\n  a:\n    command: ${quote}sysctl -w net.core.somaxconn=0x10 vm.swappiness=1\n${command}`,
          command,
        );
        const containers = '  containers:\n  - name: a\n';
        for (const value of ['1024', ''])
          assertRest(
            'a.yaml',
            pod('a', 'vm.swappiness').replace('"1024"', `${quote}${value}`) + containers,
            containers,
          );
        const task = '- name: b\n  debug:\n    msg: x\n';
        const tasks = (lines: string) => `- name: a\n  ansible.posix.sysctl:\n${lines}${task}`;
        for (const lines of [
          `    name: nope\n    value: ${quote}1\n`,
          `    name: nope\n    value: 1\n    state: ${quote}present\n`,
          `    name: net.core.somaxconn\n    value: ${quote}\n`,
          `    name: ${quote}net.ipv4.tcp_tw_recycle\n`,
        ])
          assertRest('tasks/a.yml', tasks(lines), task);
      });
  });

  it('tabs: the rest of the file counts', () => {
    const text = pod().replace('  securityContext', '\tx: 1\n  securityContext');
    assert.deepEqual(inventory('a.yaml', text), ['8 net.core.somaxconn=1024 pod start']);
    // Each is a step of the indentation, and stays as it is.
    const keys = '\n      net.core.somaxconn: 1\n      net.ipv4.tcp_tw_recycle: 1 # kept\n';
    const compose = `services:\n  a:\n    image: a\n    sysctls:${keys}  b:\n    image: b\n    sysctls:${keys}`;
    const first = compose.indexOf('  b:');
    const tabbed = compose.slice(0, first).replace(/ {2}/g, '\t') + compose.slice(first);
    const both = ['5', '6', '10', '11'];
    const found = inventory('compose.yaml', tabbed);
    assert.deepEqual(
      found.map((one) => one.split(' ')[0]),
      both,
    );
    const fix = fixed('compose.yaml', tabbed, 'tw-recycle-removed');
    assert.equal(fix, tabbed.replace('\t\t\tnet.ipv4.tcp_tw_recycle: 1 # kept\n', ''));
  });

  for (const [what, text, lines] of [
    [
      'of eight among steps of four',
      `services:
    web:
\timage: a
        sysctls:
            net.core.somaxconn: 1
    db:
        image: b
\tsysctls:
\t    net.core.somaxconn: 1
`,
      ['5', '9'],
    ],
    [
      'that is a step of four',
      `services:
    web:
        sysctls:
            net.core.somaxconn: 1
\tdb:
\t\tsysctls:
\t\t\tnet.core.somaxconn: 1
`,
      ['4', '7'],
    ],
    ['below two blanks', 'services:\n  a:\n\tsysctls:\n\t  net.core.somaxconn: 1\n', ['4']],
    ['after two blanks', 'services:\n  a:\n    image: b\n  \tsysctls:\n  \t\tnet.core.somaxconn: 1\n', ['5']],
  ] as const)
    it(`a tab ${what}: the lines around it say where it ends`, () => {
      const found = inventory('compose.yaml', text);
      assert.deepEqual(
        found.map((one) => one.split(' ')[0]),
        lines,
      );
    });

  it('anchors and merges: each line counts once, where it stands', () => {
    const text = `x-tuning: &tuning
  sysctls: &list
    net.core.somaxconn: 1024
services:
  a:
    <<: *tuning
  b:
    sysctls:
      <<: *list
      net.ipv4.tcp_syncookies: 1
`;
    assert.deepEqual(inventory('compose.yaml', text), [
      '3 net.core.somaxconn=1024 container start',
      '10 net.ipv4.tcp_syncookies=1 container start',
    ]);
  });

  it('aliases in a circle: the rest of the file counts', () => {
    const text = `services:\n  a: &a\n    <<: *a\n    x: *a\n    sysctls:\n      net.core.somaxconn: 1\n  b: *a\n  c: *missing\n`;
    assert.deepEqual(inventory('compose.yaml', text), ['6 net.core.somaxconn=1 container start']);
  });

  it('a manifest of 10 MB costs in proportion to its length', () => {
    // One document of 10 MB is more than a person wrote, and is said to be unread; documents of any number are read.
    const large = `${pod()}  note: ${'x'.repeat(10_000)}\n---\n`.repeat(1000);
    assert.ok(large.length > 10_000_000);
    assert.equal(inventory('a.yaml', large).length, 1000);
    assertReadProportionally(
      'a.yaml',
      (size) => `${pod()}---\nkind: Secret\ndata: {a: ${'x'.repeat(size)}}\n`,
      2_000_000,
    );
    const whole = `${pod()}  x: ${'y'.repeat(10_000_000)}\n`;
    assert.deepEqual(
      formatOf(whole, 'a.yaml')
        ?.read(whole, 'a.yaml')
        .unread.map(({ reason }) => reason),
      ['too-large'],
    );
  });

  it('5,000 documents in one file cost in proportion to their number', () => {
    assert.equal(inventory('a.yaml', `${pod()}---\n`.repeat(5000)).length, 5000);
    assertReadProportionally('a.yaml', (size) => `${pod()}---\n`.repeat(size), 4000);
  });

  it('many lines of every common kind cost in proportion to their number', () => {
    const kinds: Readonly<
      Record<string, readonly [path: string, line: (at: number) => string, head?: string]>
    > = {
      shell: ['a.sh', (at) => `sysctl -w net.core.a${at}=1\n`],
      compose: ['compose.yaml', (at) => `      - net.core.a${at}=1\n`, 'services:\n  a:\n    sysctls:\n'],
      ansible: ['tasks/main.yml', (at) => `- sysctl:\n    name: net.core.a${at}\n    value: 1\n`],
      dockerfile: ['Dockerfile', (at) => `RUN sysctl -w net.core.a${at}=1\n`, 'FROM a\n'],
      nix: ['a.nix', (at) => `  boot.kernel.sysctl."net.core.a${at}" = 1;\n`, '{\n'],
      terraform: ['a.tf', () => 'linux_os_config {\n sysctl_config {\n  net_core_somaxconn = 5000\n }\n}\n'],
      sysctls: ['m.tf', (at) => `  "net.core.a${at}" = "1"\n`, 'sysctls = {\n'],
      puppet: ['a.pp', (at) => `sysctl { 'net.core.a${at}': value => '1' }\n`],
      hiera: ['data/a.yaml', (at) => `  net.core.a${at}:\n    value: 1\n`, 'a::sysctls:\n'],
      list: [
        'pod.json',
        (at) => `{"name": "net.core.a${at}", "value": "1"},\n`,
        '{"apiVersion": "v1", "kind": "Pod", "spec": {"securityContext": {"sysctls": [\n',
      ],
      nginx: ['nginx.conf', (at) => `server { listen ${1 + (at % 60_000)}; }\n`],
      haproxy: ['haproxy.cfg', (at) => `frontend a${at}\n  bind :${1 + (at % 60_000)}\n`],
    };
    for (const [path, line, head = ''] of Object.values(kinds))
      assertReadProportionally(
        path,
        (size) => head + Array.from({ length: size }, (_, at) => line(at)).join(''),
        8000,
      );
  });

  it('text that is no UTF-8: what can be read counts', () => {
    const bytes = Buffer.concat([
      Buffer.from([0x23, 0xe9, 0xff, 0x0a]),
      Buffer.from(pod('\u00fc'), 'latin1'),
    ]);
    assert.deepEqual(inventory('a.yaml', bytes.toString('utf8')), ['8 net.core.somaxconn=1024 pod start']);
  });

  it('Windows line ends: a fix keeps them', () => {
    const text =
      pod('a', 'vm.max_map_count').replaceAll('\n', '\r\n') +
      '    - name: net.ipv4.tcp_syncookies\r\n      value: "1"\r\n';
    const document = formatOf(text, 'a.yaml')?.read(text, 'a.yaml');
    assert.ok(document);
    const [first] = document.assignments;
    const edits = first?.remove() ?? [];
    assert.equal(edits.length, 1);
    assert.deepEqual(edits[0]?.range, { start: { line: 6, column: 0 }, end: { line: 8, column: 0 } });
  });

  it('Jinja that is no YAML: the tasks around it count', () => {
    const text =
      '{% for key in keys %}\n- sysctl: {name: "{{ key }}", value: 1}\n{% endfor %}\n{{ include }}\n- sysctl:\n    name: vm.swappiness\n    value: {{ swappiness }}\n- sysctl:\n    name: vm.overcommit_memory\n    value: 1\n';
    assert.deepEqual(inventory('roles/a/tasks/main.yml', text), [
      '6 vm.swappiness=? host now',
      '9 vm.overcommit_memory=1 host now',
    ]);
  });

  it('hostile names: people see them on one line, without anything that steers a terminal', () => {
    const key = 'net.\\u001b[31m\\u202e\\n.x';
    const text = pod('a', `"${key}"`);
    const document = formatOf(text, 'a.yaml')?.read(text, 'a.yaml');
    assert.ok(document);
    const diagnostics = service.diagnose(document, {});
    const steering = /[^\P{Cc}\n]|\u202e/u;
    assert.ok(diagnostics.some(({ message }) => steering.test(message)));
    const inEditor = diagnostics.map((one) =>
      shownText(
        toDiagnostic(
          one,
          (section) => section,
          () => 'file:///a.yaml',
        ),
      ),
    );
    for (const { message } of inEditor) {
      assert.ok(typeof message === 'string');
      assert.doesNotMatch(message, /\p{Cc}|\u202e/u);
    }
    const inTerminal = lintText(
      { files: [{ file: 'a\u001b[2J\n.yaml', diagnostics }], notChecked: [], unreadable: [] },
      (_, shown) => shown,
    );
    assert.doesNotMatch(inTerminal, steering);
    // One line for each, and the total.
    assert.equal(inTerminal.trimEnd().split('\n').length, diagnostics.length + 1);
  });
});
