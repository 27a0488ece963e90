import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Namespace } from '../../support/namespace.ts';
import { repository } from '../../support/paths.ts';
import { Setup } from '../../support/setup.ts';

const folder = join(repository, 'media/guide');

/** Commands that are only checked for their syntax, with reasons. */
const notRun: readonly { readonly containing: string; readonly reason: string }[] = [
  { containing: 'strace', reason: 'watches a process that the reader names' },
  { containing: 'kubectl', reason: 'needs a cluster' },
  { containing: '/proc/1234', reason: 'looks at a process that the reader names' },
  { containing: 'tcpdump', reason: 'prints what passes until it is stopped' },
  { containing: 'ss -t -E', reason: 'prints what happens until it is stopped' },
];

type Block = { readonly where: string; readonly text: string };

const blocks: readonly Block[] = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => {
    const sections = readFileSync(join(folder, name), 'utf8').split(/^## /mu);
    return sections.flatMap((section) =>
      Array.from(section.matchAll(/^```sh\n([\s\S]*?)^```$/gmu), (match) => ({
        where: `${name}, ${section.split('\n')[0] ?? ''}`,
        text: match[1] ?? '',
      })),
    );
  });

describe('the commands that the guide prints', function () {
  this.timeout(120_000);
  const setup = new Setup();
  let namespace: Namespace;

  async function sh(...args: readonly string[]): Promise<{ outcome: string; stdout: string }> {
    const { status, stdout, stderr } = await namespace.run('sh', args);
    return { outcome: `${String(status)}${stderr}`, stdout };
  }

  before(async () => {
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 30, address: '127.0.1.1', port: 5432 });
    await traffic.serverTimeWait({ count: 20, address: '127.0.0.1', port: 443 });
  });

  it('are there', () => assert.ok(blocks.length > 80));

  it('are shell that parses', async () => {
    for (const { where, text } of blocks) {
      assert.equal((await sh('-n', '-c', text)).outcome, '0', where);
    }
  });

  it('run without a complaint', async () => {
    for (const { where, text } of blocks) {
      if (notRun.some(({ containing }) => text.includes(containing))) continue;
      assert.equal((await sh('-c', text)).outcome, '0', where);
    }
  });

  it('count what is there', async () => {
    const block = blocks.find(({ text }) =>
      text.includes('TIME_WAIT sockets per local address and destination'),
    );
    assert.ok(block);
    const { stdout } = await sh('-c', block.text);
    assert.match(stdout, /^30 127\.0\.0\.1 -> 127\.0\.1\.1:5432$/mu);
  });
});
