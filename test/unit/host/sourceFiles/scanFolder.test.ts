import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CancelledError } from '../../../../src/core/model/cancellation.ts';
import { scanProgressText, type ScanProgress } from '../../../../src/host/sourceFiles/scannedFiles.ts';
import { scanFolder } from '../../../../src/host/sourceFiles/scanFolder.ts';
import type { SyntaxTrees } from '../../../../src/core/parse/syntaxTrees.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const call = 'import requests\ndef price(i):\n    return requests.get("http://a:8080/")\n';
const never = new AbortController().signal;

describe('the scan of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scan-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  async function found(options = {}) {
    const scan = await scanFolder(folder, syntaxTrees, { cancellation: never, ...options });
    return {
      files: scan.workspace.sites().map(({ file }) => file),
      skipped: scan.skipped,
      looked: scan.looked,
    };
  }

  it('leaves alone what .gitignore files and excludes name, packages, tests, and what is too large or binary', async () => {
    write('app.py', call);
    write('.gitignore', 'local/\n');
    write('local/a.py', call);
    write('sub/.gitignore', '*.py\n!kept.py\n');
    write('sub/lost.py', call);
    write('sub/kept.py', call);
    write('hidden/a.py', call);
    write('node_modules/p/a.py', call);
    write('tests/a.py', call);
    write('large.py', call + '#'.repeat(1_000_001));
    write('binary.py', Buffer.from(`${call}\0`));
    const { files, skipped } = await found({ excludes: ['**/hidden'] });
    assert.deepEqual(files, ['app.py', 'sub/kept.py']);
    assert.deepEqual(
      [skipped.tooLarge, skipped.binary, skipped.foreign, skipped.aside, skipped.excluded],
      [1, 1, 1, 1, 1],
    );
  });

  it('follows no link, neither out of the folder nor in a circle', async () => {
    write('app.py', call);
    symlinkSync('/', join(folder, 'root'));
    symlinkSync('.', join(folder, 'circle'));
    symlinkSync('app.py', join(folder, 'again.py'));
    const { files, skipped } = await found();
    assert.deepEqual([files, skipped.links], [['app.py'], 3]);
  });

  it('stops at a number of files, and says how many it left', async () => {
    for (let at = 0; at < 5; at++) write(`f${String(at)}.py`, call);
    const { looked, skipped } = await found({ maxFiles: 3 });
    assert.deepEqual([looked, skipped.overLimit], [3, 2]);
  });

  it('tells how many files of how many it has looked at', async () => {
    for (let at = 0; at < 60; at++) write(`f${String(at)}.py`, call);
    const told: string[] = [];
    await found({ onProgress: (progress: ScanProgress) => told.push(scanProgressText(progress)) });
    assert.ok(told.includes('Scanning the source: 50 of 60 files…'), told.join());
    assert.equal(told.at(-1), 'Scanning the source: 60 of 60 files…');
  });

  it('ends when it is cancelled, between two files', async () => {
    for (let at = 0; at < 200; at++) write(`f${String(at)}.py`, call);
    const controller = new AbortController();
    const told: number[] = [];
    const scan = scanFolder(folder, syntaxTrees, {
      cancellation: controller.signal,
      onProgress: ({ looked }) => {
        told.push(looked);
        controller.abort();
      },
    });
    await assert.rejects(scan, CancelledError);
    assert.equal(told.length, 1);
  });

  it('lets others have their turn between files that take a parser long', async () => {
    for (let at = 0; at < 20; at++) write(`f${String(at)}.py`, call);
    const slow: SyntaxTrees = {
      parse: (grammar, text, use) => {
        for (const end = performance.now() + 40; performance.now() < end;);
        return syntaxTrees.parse(grammar, text, use);
      },
    };
    let turns = 0;
    let isOver = false;
    const others = (): void => {
      turns += 1;
      if (!isOver) setImmediate(others);
    };
    setImmediate(others);
    await scanFolder(folder, slow, { cancellation: never });
    isOver = true;
    assert.ok(turns >= 15, String(turns));
  });

  it('counts columns without a byte order mark, and reads UTF-16 of both orders and Latin-1', async () => {
    write('bom.py', `\uFEFF${call}`);
    write('latin1.py', Buffer.from(call.replace('return', '"é";return'), 'latin1'));
    write('wide.py', Buffer.from(`\uFEFF${call}`, 'utf16le'));
    write('wideBigEndian.py', Buffer.from(`\uFEFF${call}`, 'utf16le').swap16());
    const scan = await scanFolder(folder, syntaxTrees, { cancellation: never });
    assert.deepEqual(
      scan.workspace.sites().map(({ file, range }) => [file, range.start.line, range.start.column]),
      [
        ['bom.py', 2, 11],
        ['latin1.py', 2, 15],
        ['wide.py', 2, 11],
        ['wideBigEndian.py', 2, 11],
      ],
    );
  });

  it('follows includes of nginx, also where they are missing or in a circle', async () => {
    write('nginx.conf', 'http {\n  include conf.d/*.conf;\n  include gone.conf;\n}\n');
    write('conf.d/a.conf', 'include b.conf;\nserver { location / { proxy_pass http://app; } }\n');
    write('conf.d/b.conf', 'include a.conf;\nupstream app { server 10.0.0.5:8080; }\n');
    const scan = await scanFolder(folder, syntaxTrees, { cancellation: never });
    assert.deepEqual(
      scan.workspace.sites().map(({ file, cause, destinations }) => [file, cause, ...destinations]),
      [['conf.d/b.conf', 'nginx-keepalive-size', '10.0.0.5:8080']],
    );
  });

  it('judges by the version of the image, and of the Go module', async () => {
    const upstream =
      'http {\n  upstream app { server 10.0.0.5:8080; }\n  server { location / { proxy_pass http://app; } }\n}\n';
    const go =
      'package a\nimport "net/http"\nfunc call() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\nr.Body.Close()\nreturn nil }\n';
    write('nginx.conf', upstream);
    write('a.go', go);
    assert.deepEqual((await found()).files, ['a.go', 'nginx.conf']);
    write('Dockerfile', 'FROM nginx:1.29.7\n');
    write('go.mod', 'module a\n\ngo 1.27\n');
    assert.deepEqual((await found()).files, []);
  });

  it('reads a file of 100,000 lines, and one that does not parse, as far as they go', async () => {
    write(
      'long.py',
      `import requests\n${'x = 1\n'.repeat(99_000)}def price(i):\n    return requests.get("http://a:8080/")\n`,
    );
    write('broken.py', `${call}def ((( {{{\n`);
    assert.deepEqual((await found()).files, ['broken.py', 'long.py']);
  });
});
