import assert from 'node:assert/strict';
import { sockDiagCollector } from '../../../../src/core/collect/sockDiagCollector.ts';
import { failure, ok, problemsOf, type Outcome } from '../../../../src/core/model/outcome.ts';
import { FakeHost, linux, never } from '../../../support/fakeHost.ts';

const refused: Outcome<void> = failure('failed', 'failed', 'sock_diag failed: EINVAL.', 'Choose ss.');
const lost: Outcome<void> = failure('failed', 'lost', 'The answer is not complete.', 'Inspect again.');

/** A kernel with no sockets that answers each question in turn; gives the questions' types and families too. */
async function collect(...answers: readonly Outcome<void>[]) {
  const questions: (readonly [type: number, family: number])[] = [];
  const host = new FakeHost();
  host.read = (source) => {
    assert.ok(source.kind === 'sock_diag');
    const { buffer } = source.request;
    questions.push([new DataView(buffer).getUint16(4, true), source.request[16] ?? 0]);
    return Promise.resolve(answers[questions.length - 1] ?? ok(undefined));
  };
  const outcome = await sockDiagCollector.collect(host, linux, never);
  return { codes: [outcome.kind, ...problemsOf(outcome).map(({ code }) => code)], questions };
}

const both = [18, 0];
const [ipv4, ipv6] = [
  [20, 2],
  [20, 10],
];

describe('the collector sock_diag', () => {
  it('asks for both families at once', async () => {
    assert.deepEqual(await collect(), { codes: ['ok'], questions: [both] });
  });

  it('asks for one after the other where that is refused', async () => {
    assert.deepEqual(await collect(refused), { codes: ['ok'], questions: [both, ipv4, ipv6] });
    assert.deepEqual(await collect(refused, refused), {
      codes: ['failed', 'failed'],
      questions: [both, ipv4],
    });
  });

  it('asks again for an answer that was lost, three times in all', async () => {
    assert.deepEqual(await collect(lost), { codes: ['ok'], questions: [both, both] });
    assert.deepEqual(await collect(lost, lost, lost), {
      codes: ['failed', 'lost'],
      questions: [both, both, both],
    });
  });
});
