import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { fixed, found, judge } from '../../../support/judgingFiles.ts';

const file = (services: Readonly<Record<string, string>>): string =>
  `services:\n${Object.entries(services)
    .map(([name, more]) => `  ${name}:\n    image: a\n${more}`)
    .join('')}`;
const join = (name: string): string => `    network_mode: service:${name}\n`;
const host = '    network_mode: host\n';
const sysctls = (...pairs: readonly string[]): string =>
  `    sysctls:\n${pairs.map((pair) => `      ${pair}\n`).join('')}`;

/** Whole and in pieces. */
function inBoth<Item>(
  text: string,
  read: (document: ReturnType<NonNullable<ReturnType<typeof formatOf>>['read']>) => Item,
): Item {
  const format = formatOf(text, 'compose.yaml') ?? assert.fail();
  const whole = read(format.read(text, 'compose.yaml'));
  assert.deepEqual(read(format.open?.(text, 'compose.yaml', 1) ?? assert.fail()), whole);
  return whole;
}

describe('a Compose service in the network of another one', () => {
  const refused = 'net-sysctl-with-host-network';
  const ofRule = (rule: string, text: string, path = 'compose.yaml'): readonly string[] =>
    found(path, text).filter((one) => one.includes(rule));

  it('is refused network parameters if that is the network of the host', () => {
    const own = sysctls('net.core.somaxconn: 1024');
    const joined = file({ app: join('vpn') + own, vpn: host });
    assert.deepEqual(ofRule(refused, joined), [`e:${refused}@6`]);
    const [first] = judge('compose.yaml', joined).filter(({ rule }) => rule === refused);
    assert.match(first?.message ?? '', /this container joins the network of vpn, which is that of its host/);
    const byName = file({
      app: `    network_mode: container:the-vpn\n${own}`,
      vpn: `    container_name: the-vpn\n${host}`,
    });
    assert.deepEqual(ofRule(refused, byName), [`e:${refused}@6`]);
    const twice = file({ app: join('between') + own, between: join('vpn'), vpn: host });
    assert.deepEqual(ofRule(refused, twice), [`e:${refused}@6`]);
    const extended = file({ app: `    extends: base\n${own}`, base: join('vpn'), vpn: host });
    assert.deepEqual(ofRule(refused, extended), [`e:${refused}@6`]);
  });

  it('is not refused them otherwise', () => {
    const own = sysctls('net.core.somaxconn: 1024');
    for (const text of [
      file({ app: join('vpn') + own, vpn: '' }),
      file({ app: join('vpn') + own }),
      file({ app: `    network_mode: container:vpn\n${own}`, vpn: host }),
      file({ app: join('app') + own }),
      file({ app: join('other') + own, other: join('app') }),
      // runc asks of IPC only that the container was given a namespace.
      file({ app: `    ipc: service:vpn\n${sysctls('kernel.msgmax: 9000')}`, vpn: '    ipc: host\n' }),
    ])
      assert.deepEqual(ofRule('with-host', text), [], text);
  });

  it('reaches with its commands what that one has', () => {
    const command = '    command: sysctl -w net.core.somaxconn=1024 kernel.msgmax=9000\n';
    const scopes = (text: string): readonly string[] =>
      inBoth(text, ({ assignments }) => assignments.map(({ key, scope }) => `${key.dotted} ${scope}`));
    assert.deepEqual(scopes(file({ app: join('vpn') + command, vpn: host })), [
      'net.core.somaxconn host',
      'kernel.msgmax container',
    ]);
    assert.deepEqual(scopes(file({ app: join('vpn') + command, vpn: '' })), [
      'net.core.somaxconn container',
      'kernel.msgmax container',
    ]);
    const ipc = file({ app: `    ipc: service:vpn\n${command}`, vpn: '    ipc: host\n' });
    assert.deepEqual(scopes(ipc), ['net.core.somaxconn container', 'kernel.msgmax host']);
  });

  it('declares no port, with which Docker refuses it', () => {
    const ports = '    ports: ["40000:80"]\n    expose: [40001]\n';
    const kinds = (text: string): readonly string[] =>
      inBoth(text, ({ servicePorts }) => servicePorts.map((port) => `${port.ports.low} ${port.kind}`));
    for (const vpn of ['', host])
      for (const mode of [join('vpn'), '    network_mode: container:somewhere\n'])
        assert.deepEqual(kinds(file({ app: mode + ports, vpn })), []);
    assert.deepEqual(kinds(file({ app: join('vpn'), vpn: ports })), ['40000 published']);
    assert.deepEqual(kinds(file({ app: join('vpn'), vpn: host + ports })), [
      '80 host-network',
      '40001 host-network',
    ]);
  });

  describe('with a parameter that the other one sets, too', () => {
    const rule = 'duplicate-across-forms';
    const value = (number: number): string => sysctls(`net.core.somaxconn: ${number}`);

    it('sets it last', () => {
      const text = file({ vpn: value(1024), app: join('vpn') + value(2048) });
      assert.deepEqual(ofRule(rule, text), [`h:${rule}@5`, `w:${rule}@10`]);
      const [before, again] = judge('compose.yaml', text).filter((one) => one.rule === rule);
      const where = 'in the same network namespace.';
      assert.equal(before?.message, `Line 10 sets net.core.somaxconn again ${where}`);
      assert.equal(again?.message, `Line 5 sets net.core.somaxconn to 1024 ${where}`);
      assert.deepEqual(before.tags, ['unnecessary']);
      assert.equal(fixed('compose.yaml', text, rule), text.replace(value(1024), ''));
    });

    it('does so whatever their order in the file', () => {
      const text = file({ app: join('vpn') + value(2048), vpn: value(1024) });
      assert.deepEqual(ofRule(rule, text), [`w:${rule}@6`, `h:${rule}@10`]);
    });

    it('may do so, where both join a third one', () => {
      const text = file({ a: join('vpn') + value(1024), b: join('vpn') + value(2048), vpn: '' });
      const both = judge('compose.yaml', text).filter((one) => one.rule === rule);
      assert.deepEqual(
        both.map(({ severity, tags }) => [severity, tags]),
        [
          ['hint', []],
          ['warning', []],
        ],
      );
    });

    it('has no fix where it is not known which one is earlier', () => {
      const fixes = (services: Readonly<Record<string, string>>): readonly string[] =>
        judge('compose.yaml', file(services))
          .filter((one) => one.rule === rule && one.severity === 'warning')
          .flatMap((one) => one.fixes.map(({ title }) => title).filter((title) => /earlier/.test(title)));
      assert.deepEqual(fixes({ vpn: value(1024), a: join('vpn') + value(2048) }), ['Remove the earlier one']);
      assert.deepEqual(fixes({ a: join('vpn') + value(1024), b: join('vpn') + value(2048), vpn: '' }), []);
      // What joins `between` may start before `a` does, although more services are between it and `vpn`.
      const between = { between: join('vpn'), b: join('between') + value(2048) };
      assert.deepEqual(fixes({ a: join('vpn') + value(1024), ...between, vpn: '' }), []);
    });

    it('has another one in another document, or fence, with services of the same names', () => {
      const text = file({ vpn: value(1024), app: join('vpn') });
      const fence = (way: string): string => `${way} way:\n\n\`\`\`yaml\n${text}\`\`\`\n\n`;
      assert.deepEqual(ofRule(rule, `${text}---\n${text}`), []);
      assert.deepEqual(ofRule(rule, `# vpn\n\n${fence('First')}${fence('Second')}`, 'README.md'), []);
      const twice = file({ vpn: value(1024), app: join('vpn') + value(2048) });
      const both = [`h:${rule}@5`, `w:${rule}@10`, `h:${rule}@16`, `w:${rule}@21`];
      assert.deepEqual(ofRule(rule, `${twice}---\n${twice}`), both);
    });

    describe('and profiles', () => {
      const only = (...profiles: readonly string[]): string => `    profiles: [${profiles.join(', ')}]\n`;
      const pairs = (services: Readonly<Record<string, string>>): number =>
        ofRule(rule, file(services)).filter((one) => one.startsWith('w:')).length;

      it('may be the only one that starts', () => {
        const a = join('vpn') + value(1024);
        const b = join('vpn') + value(2048);
        assert.equal(pairs({ vpn: '', a: only('dev') + a, b: only('prod') + b }), 0);
        assert.equal(pairs({ vpn: '', a: only('dev') + a, b: only('dev', 'prod') + b }), 0);
        assert.equal(pairs({ vpn: value(4096), debug: only('debug') + a }), 0);
        const extending = `    extends: base\n${b}`;
        assert.equal(pairs({ vpn: '', a, b: extending, base: only('dev') }), 0);
        assert.equal(pairs({ vpn: '', a: only('$A') + a, b: only('$B') + b }), 0);
        const elsewhere = '    extends: {file: base.yaml, service: base}\n';
        assert.equal(pairs({ vpn: value(4096), a: elsewhere + a }), 0);
      });

      it('sets it last where both start together', () => {
        const app = join('vpn') + value(2048);
        assert.equal(pairs({ vpn: only('a', 'b') + value(1024), app: only('b', 'a') + app }), 1);
        const extending = `    extends: base\n${app}`;
        assert.equal(pairs({ vpn: only('a') + value(1024), app: extending, base: only('a') }), 1);
      });

      it('sets it twice in itself, whoever else does', () => {
        const list = '    sysctls: [net.core.somaxconn=1, net.core.somaxconn=2]\n';
        assert.equal(pairs({ vpn: value(1024), app: only('$A') + join('vpn') + list }), 1);
      });
    });

    it('has another one in its own IPC namespace, or its own network', () => {
      const ipc = sysctls('kernel.msgmax: 9000');
      assert.deepEqual(ofRule(rule, file({ vpn: ipc, app: join('vpn') + ipc })), []);
      assert.deepEqual(ofRule(rule, file({ vpn: value(1024), app: value(2048) })), []);
      assert.deepEqual(ofRule(rule, file({ a: join('x') + value(1), b: join('y') + value(2) })), []);
    });
  });
});
