import assert from 'node:assert/strict';
import { collectParameters } from '../../../../src/core/collect/collectParameters.ts';
import { inspectedParameters } from '../../../../src/core/knowledge/parameters.ts';
import type { Parameters } from '../../../../src/core/model/parameters.ts';
import { problemsOf, valueOf, type Outcome } from '../../../../src/core/model/outcome.ts';
import { denied, FakeHost, never, timedOut, type Answer } from '../../../support/fakeHost.ts';

const reuse = '/proc/sys/net/ipv4/tcp_tw_reuse';
const range = '/proc/sys/net/ipv4/ip_local_port_range';

function collect(answers: Readonly<Record<string, Answer>>): Promise<Outcome<Parameters>> {
  return collectParameters(new FakeHost({ answers }), never);
}

describe('collectParameters', () => {
  it('reads running values without the white space around them; what the kernel lacks is absent', async () => {
    const outcome = await collect({ [reuse]: '2\n', [range]: '32768\t60999\n' });
    assert.equal(outcome.kind, 'ok');
    assert.deepEqual(
      [...outcome.value],
      inspectedParameters.flatMap((key) => {
        const value = { 'net.ipv4.tcp_tw_reuse': '2', 'net.ipv4.ip_local_port_range': '32768\t60999' }[key];
        return value === undefined ? [] : [[key, { value, origin: { kind: 'running' } }]];
      }),
    );
  });

  it('keeps an empty value apart from a missing one', async () => {
    const outcome = await collect({ '/proc/sys/net/ipv4/ip_local_reserved_ports': '\n' });
    assert.equal(valueOf(outcome)?.get('net.ipv4.ip_local_reserved_ports')?.value, '');
  });

  it('names each parameter that may not be read', async () => {
    const outcome = await collect({ [reuse]: denied, [range]: '1024 65535' });
    assert.equal(outcome.kind, 'partial');
    assert.deepEqual(
      outcome.problems.map(({ code, subject }) => [code, subject]),
      [['denied', 'net.ipv4.tcp_tw_reuse']],
    );
  });

  it('names a parameter that could not be read for another reason', async () => {
    const outcome = await collect({ [reuse]: timedOut, [range]: '1024 65535' });
    assert.deepEqual(
      problemsOf(outcome).map(({ code, subject }) => [code, subject]),
      [['timed-out', 'net.ipv4.tcp_tw_reuse']],
    );
  });

  it('has nothing where none may be read, or none is there', async () => {
    const forbidden = await collect({ [reuse]: denied });
    assert.deepEqual(
      [forbidden.kind, problemsOf(forbidden)[0]?.subject],
      ['denied', 'net.ipv4.tcp_tw_reuse'],
    );
    const missing = await collect({});
    assert.deepEqual([missing.kind, problemsOf(missing)[0]?.code], ['unavailable', 'no-parameters']);
  });
});
