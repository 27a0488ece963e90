import assert from 'node:assert/strict';
import type { NamedAddress } from '../../../src/core/causes/live/destinationMatch.ts';
import { hostNames, lookUp } from '../../../src/host/hostNames.ts';
import { denied, FakeHost, never } from '../../support/fakeHost.ts';

describe('names of hosts', () => {
  it('are those of the place that is inspected, not of this machine', async () => {
    const host = new FakeHost({
      answers: { '/etc/hosts': '# ours\n10.0.0.9 Stock stock.shop # old\n10.0.0.8\tstock\n' },
    });
    const names = await hostNames({ host, collectors: [] }, never);
    assert.deepEqual(
      [...names].map(([name, found]) => [name, ...found.map(({ address }) => address)]),
      [
        ['stock', '10.0.0.9', '10.0.0.8'],
        ['stock.shop', '10.0.0.9'],
      ],
    );
  });

  it('are unknown in a snapshot, and if the place does not show its own', async () => {
    const host = new FakeHost({ answers: { '/etc/hosts': denied } });
    assert.equal((await hostNames({ host, collectors: [] }, never)).size, 0);
    assert.equal((await hostNames({ path: '/tmp/a.json' }, never)).size, 0);
  });

  it('that this machine looks up for another are marked', async () => {
    const marks = async (isHere: boolean): Promise<readonly unknown[]> => {
      const names = new Map<string, readonly NamedAddress[]>();
      await lookUp(names, ['localhost'], isHere);
      return [...new Set(names.get('localhost')?.map(({ isOfOtherMachine }) => isOfOtherMachine))];
    };
    assert.deepEqual([await marks(true), await marks(false)], [[undefined], [true]]);
  });
});
