import assert from 'node:assert/strict';
import { configuredValues } from '../../../../src/core/parse/configuredValues.ts';
import { parseSysctlConf } from '../../../../src/core/parse/sysctlConf.ts';

const reuse = 'net.ipv4.tcp_tw_reuse';

/** `file:line value` of the line that wins; the files are named a, b, c in the order in which they are read. */
function winner(...texts: readonly string[]): string | undefined {
  const files = texts.map((text, index) => ({
    path: 'abc'.charAt(index),
    document: parseSysctlConf(text),
  }));
  const found = configuredValues(files, [reuse]).values.get(reuse);
  return found && `${found.path}:${found.line} ${found.value}`;
}

describe('configuredValues', () => {
  it('takes the last line that names the key, however it is written', () => {
    assert.equal(
      winner(`${reuse} = 0`, `# why\n-net/ipv4/tcp_tw_reuse=1\n`, `net.ipv4.tcp_fin_timeout=30`),
      'b:2 1',
    );
    assert.equal(winner(`${reuse} = 0\n${reuse} = 2`), 'a:2 2');
  });

  it('takes a line that names the key before a glob, wherever that stands', () => {
    assert.equal(winner(`${reuse} = 1`, `net.ipv4.tcp_tw_* = 0`), 'a:1 1');
  });

  it('takes the last glob that matches, unless the key is kept from globs', () => {
    assert.equal(winner('net.ipv4.tcp_* = 0', 'net.ipv4.tcp_tw_reus? = 2'), 'b:1 2');
    assert.equal(winner('net.ipv4.*.x = 0', 'net.*.tcp_tw_reuse = 1'), 'b:1 1');
    assert.equal(winner('net.ipv4.tcp_* = 0', `-${reuse}`), undefined);
  });

  it('gives nothing where nothing sets it', () => {
    assert.equal(winner('', `# ${reuse} = 1`), undefined);
  });
});
