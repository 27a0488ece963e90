import assert from 'node:assert/strict';
import { manyDocuments, manyInspections } from '../soak/again.ts';
import { faultsOfAgain, leaksOf } from '../soak/limits.ts';
import { underLoad } from '../soak/load.ts';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** The short form of `npm run soak`, which has the scale and the limits of a busy server. */
describe('a server that goes on and on', function () {
  this.timeout(180_000);

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('grows neither with time nor with connections, and takes next to no processor time', async () => {
    const figures = await underLoad({
      sockets: 60_000,
      workers: 1,
      // By then there are so many that threads receive them, into memory that is kept for the next dump.
      settleSeconds: 10,
      seconds: 25,
      inspectEveryMs: 1500,
      say: () => undefined,
    });
    assert.deepEqual(leaksOf(figures), []);
    assert.ok(figures.levels > 5 && figures.inspections > 5, JSON.stringify(figures));
  });

  it('keeps nothing of the inspections that it has made', async () => {
    assert.deepEqual(faultsOfAgain('inspections', await manyInspections(90)), []);
  });

  it('keeps nothing of the documents that were closed', async () => {
    assert.deepEqual(faultsOfAgain('documents', await manyDocuments(60)), []);
  });
});
