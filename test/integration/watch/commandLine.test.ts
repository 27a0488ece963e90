import assert from 'node:assert/strict';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import { cliPath } from '../../support/cli.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { Setup } from '../../support/setup.ts';
import { crawl } from '../../support/watching.ts';

const escape = String.fromCharCode(27);

/** `watch` as people call it: on a terminal, into a pipe, and stopped in the middle. */
describe('watch on the command line', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace({ 'net.ipv4.ip_local_port_range': '40000 40049' });
  });

  const sh = (script: string) => namespace.run('sh', ['-c', script, 'sh', nodePath, cliPath]);

  it('is drawn again in the same place on a terminal, and the result stays', async () => {
    const { stdout } = await sh('script -qec "$1 $2 watch --seconds 3" /dev/null');
    const [first = '', ...drawn] = stdout.split(`${escape}[K`);
    assert.match(first, /connections? ended in/);
    const back = new RegExp(`${escape}\\[\\d+A\\r`, 'g');
    assert.ok((stdout.match(back) ?? []).length >= 2, JSON.stringify(stdout));
    assert.ok(drawn.length >= 2);
    const [result = ''] = stdout.split(`${escape}[J`).slice(-1);
    assert.match(result, /^\S*No connections ended|^\S*0 connections ended in 3/);
  });

  it('prints the result alone into a pipe, without a colour, and has the status of its findings', async () => {
    await using crawler = await crawl(namespace, 4);
    const { stdout } = await sh('"$1" "$2" watch --seconds 2; echo "status $?"');
    assert.doesNotMatch(stdout, new RegExp(escape));
    assert.match(stdout, /^\d+ connections ended in 2(\.\d)? s/);
    assert.equal(stdout.match(/connections ended in/g)?.length, 1);
    assert.match(stdout, /ERROR \d+ connect\(\) calls to 127\.0\.0\.1 failed/);
    assert.match(stdout, new RegExp(`crawler \\(${String(crawler.pid)}\\)`));
    assert.match(stdout, /\nstatus 2\n$/);
  });

  it('prints what it has seen when it is stopped in the middle', async () => {
    await using crawler = await crawl(namespace, 4);
    const { stdout } = await sh(
      '"$1" "$2" watch --format json & sleep 2; kill -INT $!; wait $!; echo "status $?" >&2',
    );
    const { ended, findings } = JSON.parse(stdout) as WatchJson;
    assert.ok(ended > 0 && crawler.pid > 0);
    assert.ok(findings.some(({ rule }) => rule === 'connect-without-port'));
  });

  it('ends when its reader does: `watch --format ndjson | head -1`', async () => {
    const { stdout, stderr } = await sh(
      '{ "$1" "$2" watch --format ndjson; echo "status $?" >&2; } | head -1',
    );
    assert.equal((JSON.parse(stdout) as WatchJson).schema, 'socket-diagnostics/watch');
    assert.equal(stderr, 'status 0\n');
  });

  it('says so on a full standard output, and ends', async () => {
    const { stdout, stderr } = await sh('"$1" "$2" watch --format ndjson > /dev/full; echo "status $?"');
    assert.equal(stdout, 'status 3\n');
    assert.match(stderr, /ENOSPC|no space left/);
  });
});
