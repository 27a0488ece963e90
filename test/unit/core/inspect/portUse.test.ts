import assert from 'node:assert/strict';
import { procCollector } from '../../../../src/core/collect/procCollector.ts';
import { portUse } from '../../../../src/core/inspect/portUse.ts';
import { problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import { portAnswer } from '../../../../src/core/report/port/portAnswer.ts';
import { denied, FakeHost, never, timedOut, type Answer } from '../../../support/fakeHost.ts';

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const listing =
  'lrwxrwxrwx 1 root root 0 Nov 29 19:00 /proc/7/ns/net -> net:[4026531840]\n' +
  'lrwxrwxrwx 1 root root 0 Nov 29 19:00 /proc/42/ns/net -> net:[4026532000]\n';
const listener =
  '   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1 0000000000000000 100 0 0 10 0\n';
const all = {
  '/proc/net/tcp': header,
  '/proc/net/tcp6': header,
  '/proc/net/udp': header,
  '/proc/net/udp6': header,
  '/proc/42/net/tcp': header,
  '/proc/42/net/tcp6': header,
  sh: listing,
};

async function ask(answers: Readonly<Record<string, Answer>>) {
  const host = new FakeHost({ answers: { ...all, ...answers } });
  const outcome = await portUse({
    host,
    collectors: [procCollector],
    choice: 'proc',
    port: 8080,
    cancellation: never,
  });
  const use = valueOf(outcome);
  assert.ok(use);
  return { host, use, answer: portAnswer(use).answer, codes: problemsOf(outcome).map(({ code }) => code) };
}

describe('who uses a port', () => {
  it('is nobody that /proc lists if everything was read and nothing is there', async () => {
    const { use, answer, codes } = await ask({});
    assert.deepEqual([use.isComplete, use.users, codes], [true, [], []]);
    assert.equal(answer, 'unknown', '/proc does not list what is only bound');
  });

  it('is not known if only a part of the TCP sockets was read', async () => {
    const { answer, codes } = await ask({ '/proc/net/tcp6': denied });
    assert.deepEqual([answer, codes.length], ['unknown', 1]);
  });

  it('is as complete for TCP if only the UDP sockets could not be read, and says that they were not', async () => {
    assert.deepEqual((await ask({ '/proc/net/udp': denied })).codes, ['denied']);
    const { use, codes } = await ask({ '/proc/net/udp6': timedOut });
    assert.deepEqual([use.isComplete, codes], [true, ['timed-out']]);
  });

  it('says which other network namespaces could not be read', async () => {
    assert.deepEqual((await ask({ '/proc/42/net/tcp': denied })).codes, ['namespaces-unread']);
    assert.deepEqual((await ask({ sh: timedOut })).codes, ['timed-out']);
    const hidden = "ls: cannot read symbolic link '/proc/1/ns/net': Permission denied\n";
    assert.deepEqual((await ask({ sh: hidden + listing })).codes, ['namespaces-hidden']);
  });

  it('has what was found in another network namespace before it failed', async () => {
    const { use, codes } = await ask({ '/proc/42/net/tcp': { text: header + listener, outcome: timedOut } });
    assert.deepEqual(codes, ['namespaces-unread']);
    assert.deepEqual(
      use.elsewhere?.map(({ namespace, localAddress }) => `${namespace} ${localAddress}`),
      ['net:[4026532000] 0.0.0.0'],
    );
  });

  it('reads at most 200 other network namespaces, and says that there are more', async () => {
    const many = Array.from({ length: 202 }, (_, at) => {
      return `lrwxrwxrwx 1 root root 0 Nov 29 19:00 /proc/${String(at + 100)}/ns/net -> net:[${String(at + 100)}]\n`;
    });
    const lists = many.flatMap((_, at) =>
      ['tcp', 'tcp6'].map((name) => [`/proc/${String(at + 100)}/net/${name}`, header] as const),
    );
    const { host, codes } = await ask({ ...Object.fromEntries(lists), sh: many.join('') });
    assert.deepEqual(codes, ['namespaces-unread']);
    assert.equal(host.asked.filter((path) => /^\/proc\/\d+\/net\/tcp$/.test(path)).length, 200);
  });
});
