import assert from 'node:assert/strict';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import { Namespace } from '../../support/namespace.ts';
import { Setup } from '../../support/setup.ts';
import { keepEnding, makeEndings, Watching } from '../../support/watching.ts';

/** Loses every twentieth packet of those that are in between, as a bad path does. */
const lose = [
  'nft add table ip loss',
  "nft 'add chain ip loss input { type filter hook input priority 0; }'",
  "nft 'add rule ip loss input tcp flags & (syn | fin) == 0 numgen inc mod 20 0 drop'",
].join(' && ');

/** What the rules conclude from real programs: each finding with its figures and its process. */
describe('findings from watched connections', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
  });

  async function seen(...kinds: readonly (readonly [kind: string, count: number, ends: number])[]) {
    await using watching = await Watching.start(namespace);
    const made = [];
    for (const [kind, count] of kinds) made.push((await makeEndings(namespace, 4, kind, count)).port);
    await watching.heard(kinds.reduce((sum, [, , ends]) => sum + ends, 0));
    return { ports: made, watched: await watching.stop() };
  }

  /** Title and evidence of a rule's findings for a port, one line each. */
  function told({ findings }: WatchJson, rule: string, port: number): string {
    return findings
      .filter((one) => one.rule === rule && one.title.includes(`:${String(port)}`))
      .map(({ severity, title, evidence }) =>
        [severity, title, ...evidence.map(({ label, value }) => `${label}: ${value}`)].join('\n'),
      )
      .join('\n');
  }

  it('are a storm of probes, at both ends', async () => {
    const { ports, watched } = await seen(['probe', 400, 800]);
    const [port = 0] = ports;
    const text = told(watched, 'probe-storm', port);
    assert.match(text, /^information\n[\d,.]+ connections per second to 127\.0\.0\.1:\d+ carry no data\./);
    assert.match(text, /to the listening socket 127\.0\.0\.1:\d+ carry no data/);
    assert.equal(text.match(/Without a byte: 400 of 400 \(100 %\)/g)?.length, 2);
  });

  it('are resets at close, and who resets', async () => {
    const { ports, watched } = await seen(['reset-by-client', 30, 60]);
    const text = told(watched, 'resets-at-close', ports[0] ?? 0);
    assert.match(text, /30 connections to 127\.0\.0\.1:\d+ ended with a reset/);
    assert.match(text, /Who reset: this host 30, the peer 0/);
    assert.match(text, /Who reset: this host 0, the peer 30/);
  });

  it('are targets that refuse, and targets without an answer', async () => {
    const { ports, watched } = await seen(['refused-later', 12, 12], ['timed-out-given-up', 6, 6]);
    assert.match(
      told(watched, 'connect-refused', 1),
      /^warning\n127\.0\.0\.1:1 refused 12 connections in .*\nRefused: 12 of 12 \(100 %\)/,
    );
    assert.match(
      told(watched, 'connect-timed-out', ports[1] ?? 0),
      /^warning\n6 connections to 127\.0\.0\.1:\d+ got no answer and ended in .*\nWithout an answer: 6 of 6/,
    );
  });

  it('are connections for one request each, with the requests of a connection, and who closed first', async () => {
    await using ending = await keepEnding(namespace);
    const { watched } = await seen(['exchange-client-first', 1, 2]);
    const text = told(watched, 'connection-per-request', ending.port);
    assert.match(
      text,
      /^information\n[\d,.]+ connections per second to 127\.0\.0\.1:\d+ are opened for a single/,
    );
    assert.match(text, /Requests per connection: at most 1 \(median\)/);
    assert.match(text, /Who closed first: this host \d+, the peer 0, not known 0/);
  });

  it('are a path that loses packets, which no port has to do with', async () => {
    await using lossy = await Namespace.create();
    await using watching = await Watching.start(lossy);
    await lossy.runOk('sh', ['-c', lose]);
    const { port } = await makeEndings(lossy, 4, 'bulk', 3);
    await watching.heard(6);
    const text = told(await watching.stop(), 'path-retransmits', port);
    assert.match(
      text,
      /^information\n[\d.]+ % of the segments to 127\.0\.0\.1:\d+ had to be retransmitted\./,
    );
    assert.match(text, /Retransmitted: \d+ of [\d,]+ segments/);
    assert.match(text, /Round trip: [\d.]+ (µs|ms) \(median\)/);
  });

  it('are none where all is well', async () => {
    const { watched } = await seen(['long', 40, 80]);
    assert.deepEqual(watched.findings, []);
  });
});
