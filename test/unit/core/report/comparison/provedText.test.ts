import assert from 'node:assert/strict';
import { provedText } from '../../../../../src/core/report/comparison/provedText.ts';
import type { Report } from '../../../../../src/core/report/report.ts';

const to = { remoteAddress: '10.0.0.5', remotePort: 8080 };

/** Only what the sentence is made of. */
function report(used?: number, timeWait = 0): Report {
  const destinations = used === undefined ? [] : [{ ...to, used, timeWait }];
  return { sockets: { destinations } } as unknown as Report;
}

describe('the proof of a fix', () => {
  it('is that the ports are free while somebody still connects', () => {
    assert.deepEqual(provedText(report(28_232, 28_232), report(4), to), {
      worked: true,
      sentence:
        'The fix worked: 28,232 ports to 10.0.0.5:8080 were in use before, 28,232 of them in TIME_WAIT; now it is 4 ports, 0 in TIME_WAIT.',
    });
  });

  it('is not there where nothing changed', () => {
    const { worked, sentence } = provedText(report(1000, 1000), report(900, 890), to);
    assert.equal(worked, false);
    assert.match(sentence, /^The fix did not help: /);
  });

  it('is not there where nobody connects any more, or nothing could be read', () => {
    assert.match(
      provedText(report(1000, 1000), report(), to).sentence,
      /^Nothing connects to 10\.0\.0\.5:8080/,
    );
    assert.equal(provedText(report(1000, 1000), {} as Report, to).worked, undefined);
  });

  it('counts connections that are hoarded, too', () => {
    assert.equal(provedText(report(1000, 0), report(3, 0), to).worked, true);
  });
});
