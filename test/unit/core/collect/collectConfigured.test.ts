import assert from 'node:assert/strict';
import { collectConfigured } from '../../../../src/core/collect/collectConfigured.ts';
import type { HostConfiguration } from '../../../../src/core/collect/host.ts';
import { failure, ok, problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import type { ConfigFile } from '../../../../src/core/parse/configFile.ts';
import { running } from '../../../support/judging.ts';

const reuse = 'net.ipv4.tcp_tw_reuse';

function file(path: string, text: string): ConfigFile {
  return { path, content: { kind: 'text', text } };
}

const machine = running('tcp_max_orphans = 8192');
const namespace = running('tcp_tw_reuse = 2');

function host(more: Partial<HostConfiguration> = {}): HostConfiguration {
  return {
    files: [
      file('/etc/sysctl.conf', 'net.ipv4.tcp_tw_reuse = 0\n'),
      file('/etc/sysctl.d/90-web.conf', '# web\nnet.ipv4.tcp_tw_reuse = 1\nvm.swappiness = 10\n'),
    ],
    tool: 'systemd-sysctl',
    isHere: true,
    ...more,
  };
}

describe('collectConfigured', () => {
  it('tells of each inspected key which line wins for the tool that the host has', () => {
    const bySystemd = collectConfigured(ok(host()), machine);
    assert.deepEqual(bySystemd, {
      kind: 'ok',
      value: {
        values: new Map([[reuse, { value: '1', path: '/etc/sysctl.d/90-web.conf', line: 2 }]]),
        tool: 'systemd-sysctl',
        appliesHere: true,
        canBeOpened: true,
      },
    });
    const byProcps = collectConfigured(ok(host({ tool: 'procps' })), machine);
    assert.equal(valueOf(byProcps)?.values.get(reuse)?.path, '/etc/sysctl.conf');
  });

  const applies = (more: Partial<HostConfiguration>, parameters = namespace): boolean | undefined =>
    valueOf(collectConfigured(ok(host(more)), parameters))?.appliesHere;

  it('applies to the machine’s own network namespace, whether that may be looked at or not', () => {
    assert.equal(applies({}, machine), true);
    assert.equal(applies({ isBootNamespace: true, tool: 'procps' }, machine), true);
  });

  it('applies to a container in which systemd is the first process, and to no other namespace', () => {
    assert.equal(applies({ isBootNamespace: true }), true);
    assert.equal(applies({ isBootNamespace: true, tool: 'procps' }), false);
    assert.equal(applies({ isBootNamespace: false }), false);
    assert.equal(applies({}), false);
  });

  it('says which files may not be read', () => {
    const hidden: ConfigFile = { path: '/etc/sysctl.d/50-secret.conf', content: { kind: 'unreadable' } };
    const outcome = collectConfigured(ok(host({ files: [...host().files, hidden] })), machine);
    assert.equal(outcome.kind, 'partial');
    assert.match(
      problemsOf(outcome)[0]?.message ?? '',
      /permission to read \/etc\/sysctl\.d\/50-secret\.conf/,
    );
    assert.equal(valueOf(outcome)?.values.size, 1);
  });

  it('says which files have too many lines, and goes on with the others', () => {
    const long = file('/etc/sysctl.d/50-long.conf', 'a=1\n'.repeat(60_000));
    const outcome = collectConfigured(ok(host({ files: [...host().files, long] })), machine);
    assert.deepEqual(
      problemsOf(outcome).map(({ code, subject }) => [code, subject]),
      [['too-large', long.path]],
    );
    assert.equal(valueOf(outcome)?.values.get(reuse)?.path, '/etc/sysctl.d/90-web.conf');
  });

  it('says nothing of files that the tool does not read', () => {
    const files = ['/etc/sysctl.d/50-secret.bak', '/etc/sysctl.conf'].map((path): ConfigFile => ({
      path,
      content: { kind: 'unreadable' },
    }));
    assert.deepEqual(problemsOf(collectConfigured(ok(host({ files })), machine)), []);
  });

  it('passes on why there is none', () => {
    const why = failure('failed', 'ssh-lost', 'The connection broke.', 'Inspect again.');
    assert.equal(collectConfigured(why, machine), why);
  });
});
