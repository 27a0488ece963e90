import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Editor } from '../../support/editor.ts';
import { here, type Place } from '../../support/traffic.ts';

const folders = 224;
/** Each folder has so much beside the document, and all of it does not fit into the memory of the process. */
const bytes = 900_000;
const heapMegabytes = 120;

/** A server whose memory ends where a test can see it. */
const small: Place = {
  spawn: (command, args, options) =>
    here.spawn(command, [`--max-old-space-size=${String(heapMegabytes)}`, ...args], options),
};

describe('a repository with hundreds of folders of sysctl files', function () {
  this.timeout(120_000);
  let root: string;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    const large = join(root, 'large.conf');
    await writeFile(large, `${'# '.padEnd(999, 'x')}\n`.repeat(bytes / 1000));
    for (let at = 0; at < folders; at++) {
      const folder = join(root, String(at), 'sysctl.d');
      await mkdir(folder, { recursive: true });
      await link(large, join(folder, '10-large.conf'));
      await writeFile(join(folder, '20-small.conf'), 'net.ipv4.tcp_fin_timeout = 30\n');
    }
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('does not exhaust the memory of the server, with a document open in each', async () => {
    assert.ok(folders * bytes > heapMegabytes * 1.5e6);
    await using editor = await Editor.start({ isTrusted: true }, small);
    const opened = Array.from({ length: folders }, (_, at) => {
      const uri = pathToFileURL(join(root, String(at), 'sysctl.d/15-own.conf')).href;
      return editor.open(uri, 'net.ipv4.tcp_fin_timeout = 60\n');
    });
    for (const [at, found] of (await Promise.all(opened)).entries())
      assert.match(JSON.stringify(found), /20-small\.conf/, `what is beside document ${String(at)} was read`);
  });
});
