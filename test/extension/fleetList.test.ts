import assert from 'node:assert/strict';
import { failure, ok, type Outcome } from '../../src/core/model/outcome.ts';
import type { PrometheusPlace } from '../../src/core/protocol/fleet.ts';
import type { Fleet } from '../../src/core/protocol/viewModels.ts';
import { FleetList } from '../../src/extension/fleets/fleetList.ts';

const address = 'https://prometheus.example';
const fleet = { hosts: [], findings: [], drift: [], problems: [] } as unknown as Fleet;
const down = failure('failed', 'prometheus-unreachable', 'It cannot be reached.', 'Check the address.');

function world(answers: Outcome<Fleet>[]) {
  const kept = { addresses: [] as readonly string[], tokens: new Map<string, string>() };
  const asked: PrometheusPlace[] = [];
  const list = new FleetList({
    fleet: (place) => {
      asked.push(place);
      return Promise.resolve(answers.shift() ?? down);
    },
    past: () => Promise.resolve(down),
    addresses: () => kept.addresses,
    setAddresses: (addresses) => {
      kept.addresses = addresses;
      return Promise.resolve();
    },
    token: (of) => Promise.resolve(kept.tokens.get(of)),
    setToken: (of, token) => {
      if (token === undefined) kept.tokens.delete(of);
      else kept.tokens.set(of, token);
      return Promise.resolve();
    },
    today: () => 1000,
  });
  return { list, kept, asked };
}

describe('the list of Prometheus servers', () => {
  it('asks each with its own token, and once for simultaneous calls', async () => {
    const { list, kept, asked } = world([ok(fleet), ok(fleet)]);
    await list.add(address);
    await list.add(address);
    assert.deepEqual(kept.addresses, [address]);
    await list.setToken(address, 'secret');
    await Promise.all([list.refresh(address), list.refreshAll()]);
    assert.deepEqual(asked, [{ address, token: 'secret' }]);
    assert.deepEqual(list.stateOf(address), { kind: 'read', read: { fleet, at: 1000 } });
    await list.setToken(address, '');
    await list.refresh(address);
    assert.deepEqual(asked[1], { address });
  });

  it('keeps what it knew when it is asked again in vain', async () => {
    const { list } = world([ok(fleet), down]);
    await list.add(address);
    await list.refresh(address);
    await assert.rejects(list.refresh(address), {
      code: 'prometheus-not-read',
      nextStep: 'Check the address.',
    });
    const state = list.stateOf(address);
    assert.equal(state.kind === 'failed' && state.previous?.fleet, fleet);
  });

  it('removes one with its token and its hosts, also while it is asked', async () => {
    const { list, kept } = world([ok(fleet)]);
    await list.add(address);
    await list.setToken(address, 'secret');
    const asking = list.refresh(address);
    await list.remove(address);
    await asking;
    assert.deepEqual([kept.addresses, kept.tokens.size, list.stateOf(address)], [[], 0, { kind: 'none' }]);
  });
});
