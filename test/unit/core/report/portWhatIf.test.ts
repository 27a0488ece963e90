import assert from 'node:assert/strict';
import { portOutlook, type PortPlan } from '../../../../src/core/report/portWhatIf.ts';

const kernelDefault: PortPlan = {
  low: 32_768,
  high: 60_999,
  taken: 0,
  reuse: false,
  delayMs: 1000,
  lengthSeconds: 60,
  destinations: 1,
  localAddresses: 1,
};

describe('portOutlook', () => {
  it('is what the kernel’s defaults give', () => {
    const outlook = portOutlook(kernelDefault, 470);
    assert.deepEqual(outlook, { usable: 28_232, capacity: 28_232, ceilingPerSecond: 28_232 / 60 });
  });

  it('tells when the ports run out at a rate that cannot last', () => {
    assert.equal(portOutlook(kernelDefault, 1000).fullInSeconds, 28.232);
    assert.equal(portOutlook({ ...kernelDefault, low: 1024, high: 65_535 }, 1000).fullInSeconds, undefined);
  });

  it('takes out what is reserved or listened on, down to nothing', () => {
    assert.equal(portOutlook({ ...kernelDefault, taken: 232 }, 0).usable, 28_000);
    const none = portOutlook({ ...kernelDefault, taken: 99_999 }, 1);
    assert.deepEqual(none, { usable: 0, capacity: 0, ceilingPerSecond: 0, fullInSeconds: 0 });
    assert.equal(portOutlook({ ...kernelDefault, low: 5, high: 4 }, 0).usable, 0);
  });

  it('holds a port for the delay only where reuse applies', () => {
    assert.equal(portOutlook({ ...kernelDefault, reuse: true }, 0).ceilingPerSecond, 28_232);
    const quick = { ...kernelDefault, reuse: true, delayMs: 100 };
    assert.equal(portOutlook(quick, 0).ceilingPerSecond, 282_320);
  });

  it('has the range once more for each remote endpoint and each local address', () => {
    const spread = portOutlook({ ...kernelDefault, destinations: 3, localAddresses: 2 }, 0);
    assert.deepEqual([spread.usable, spread.capacity], [28_232, 169_392]);
    assert.equal(spread.ceilingPerSecond, 169_392 / 60);
  });
});
