import assert from 'node:assert/strict';
import { link, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Editor } from '../../support/editor.ts';
import { here, type Place } from '../../support/traffic.ts';

const files = 20;
/** Of each: none fits into the memory of the process once it is parsed. */
const bytes = 3_800_000;
const heapMegabytes = 200;

/** A server whose memory ends where a test can see it. */
const small: Place = {
  spawn: (command, args, options) =>
    here.spawn(command, [`--max-old-space-size=${String(heapMegabytes)}`, ...args], options),
};

describe('a repository of Compose files that nobody wrote by hand', function () {
  this.timeout(120_000);
  let root: string;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    const service = '  a:\n    extends: {file: other.yaml, service: b}\n    ports: ["1:2"]\n';
    const large = join(root, '0.yaml');
    await writeFile(large, `services:\n${service.repeat(bytes / service.length)}`);
    for (let at = 1; at < files; at++) await link(large, join(root, `${String(at)}.yaml`));
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('neither exhausts the memory of the server nor keeps it from others', async () => {
    await using editor = await Editor.startIn(root, {}, { isTrusted: true }, small);
    const own = pathToFileURL(join(root, 'own.yaml')).href;
    const text =
      'services:\n  a:\n    extends: {file: 0.yaml, service: a}\n    sysctls: [net.core.somaxconn=1]\n';
    await editor.open(own, text, 'dockercompose');
    const uri = pathToFileURL(join(root, 'a.conf')).href;
    await editor.open(uri, 'net.ipv4.tcp_fin_timeout = 60\n');
    const position = { line: 0, character: 3 };
    assert.ok((await editor.ask('textDocument/hover', uri, { position })) !== null);
  });
});
