import assert from 'node:assert/strict';
import { RestartPolicy } from '../../../../src/extension/client/restartPolicy.ts';

describe('RestartPolicy', () => {
  it('gives up when the server dies again and again', () => {
    const policy = new RestartPolicy(3, 1000);
    assert.deepEqual(
      [0, 100, 200, 300, 400].map((now) => policy.restartAfterDeath(now)),
      [true, true, true, false, false],
    );
  });

  it('forgets deaths that are long ago', () => {
    const policy = new RestartPolicy(1, 1000);
    assert.deepEqual(
      [0, 1500, 3000].map((now) => policy.restartAfterDeath(now)),
      [true, true, true],
    );
  });
});
