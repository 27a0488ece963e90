import assert from 'node:assert/strict';
import { manyDocuments, manyInspections } from '../soak/again.ts';
import { faultsOfAgain, leaksOf } from '../soak/limits.ts';
import { underLoad } from '../soak/load.ts';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** In percent of a core; 9 on two virtual cores with a load of 20. */
const mostProcessor = 25;

/** The short form of `npm run soak`, which has the scale and the limits of a busy server. */
describe('a server that goes on and on', function () {
  this.timeout(180_000);

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('grows neither with time nor with connections, and takes little processor time', async () => {
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
    // An inspection takes place each 1.5 s instead of each minute. It is processor time, which the work of others does not lengthen.
    assert.ok(figures.processor <= mostProcessor, `${figures.processor.toFixed(1)} % of a core`);
    assert.ok(figures.levels > 5 && figures.inspections > 5, JSON.stringify(figures));
  });

  it('keeps nothing of the inspections that it has made', async () => {
    assert.deepEqual(faultsOfAgain('inspections', await manyInspections(90)), []);
  });

  it('is caught if it keeps memory, descriptors and handles of each inspection', async () => {
    const faults = faultsOfAgain('inspections', await manyInspections(30, ['leak.cjs']));
    for (const what of [/memory grew/, /handles grew/, /descriptors grew/])
      assert.ok(
        faults.some((fault) => what.test(fault)),
        `${String(what)}: ${faults.join(', ')}`,
      );
  });

  it('keeps nothing of the documents that were closed', async () => {
    assert.deepEqual(faultsOfAgain('documents', await manyDocuments(60)), []);
  });
});
