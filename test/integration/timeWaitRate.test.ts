import assert from 'node:assert/strict';
import { timeWaitCreated } from '../../src/core/aggregate/timeWaitCreated.ts';
import { parseKernelVersion } from '../../src/core/model/kernelVersion.ts';
import { parseSnmpCounters } from '../../src/core/parse/snmpCounters.ts';
import { parseSockstat } from '../../src/core/parse/sockstat.ts';
import { runningKernel } from '../support/kernelFiles.ts';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { Traffic } from '../support/traffic.ts';

describe('how many sockets entered TIME_WAIT', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('is known at once, on kernels whose counter is a minute late, too', async () => {
    await using namespace = await Namespace.create();
    await using traffic = Traffic.start(namespace);
    const read = async (): Promise<ReadonlyMap<string, number>> =>
      new Map([
        ...parseSockstat(await namespace.read('/proc/net/sockstat'), 'sockstat'),
        ...parseSnmpCounters(await namespace.read('/proc/net/netstat')),
      ]);
    const before = await read();
    await traffic.clientTimeWait({ count: 200 });
    const readings = { current: await read(), previous: { counters: before, secondsEarlier: 1 } };
    assert.equal(timeWaitCreated(readings, parseKernelVersion(runningKernel)), 200);
  });
});
