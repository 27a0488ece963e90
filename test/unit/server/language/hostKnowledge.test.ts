import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Parameters } from '../../../../src/core/model/parameters.ts';
import { configPlace } from '../../../../src/core/parse/configRoot.ts';
import { sysctlConfFormat } from '../../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';
import type { Configuration } from '../../../../src/core/rules/fileSet.ts';
import { LocalHostKnowledge } from '../../../../src/server/language/localHostKnowledge.ts';
import type { KeySource } from '../../../../src/service/language/languagePlace.ts';

/** A document that sets keys, and whose list goes on while it is typed. */
function documentOf(own: readonly string[], keys: readonly string[] = own): KeySource {
  const assignments = sysctlConfFormat.read(own.map((key) => `${key} = 1\n`).join('')).assignments;
  return { keys, assignments };
}

const place = { root: '', path: '/etc/sysctl.d/90-a.conf' };

class Machine {
  now = 0;
  changes = 0;
  files = 'vm.swappiness = 1';
  readonly asked: string[][] = [];
  filesRead = 0;
  readonly knowledge = new LocalHostKnowledge(
    () => this.now,
    () => this.changes++,
    {
      parameters: (keys) => {
        this.asked.push([...keys]);
        const found: Parameters = new Map(
          [...keys]
            .filter((key) => !key.startsWith('half'))
            .map((key) => [key, { value: '1', origin: { kind: 'running' } }]),
        );
        return Promise.resolve(found);
      },
      configuration: (): Promise<Configuration> => {
        this.filesRead++;
        const content = { kind: 'text', text: this.files } as const;
        const files = [{ path: '/etc/sysctl.d/50-b.conf', content }];
        return Promise.resolve({ isHost: true, files, modulesAtBoot: new Set(), tools: {} });
      },
    },
  );
}

describe('what is known of the host', () => {
  it('is not read again for a key press, however long ago it was read', async () => {
    const machine = new Machine();
    const document = documentOf(['a.b']);
    const [first, files] = [
      await machine.knowledge.running(document, 'known'),
      await machine.knowledge.configuration(place, 'known'),
    ];
    machine.now = 1e9;
    for (let press = 0; press < 50; press++) {
      assert.equal(await machine.knowledge.running(document, 'known'), first);
      assert.equal(await machine.knowledge.configuration(place, 'known'), files);
    }
    assert.deepEqual([machine.asked.length, machine.filesRead], [1, 1]);
  });

  it('grows by the keys that are typed, and by nothing else', async () => {
    const machine = new Machine();
    const keys = ['a.b'];
    const document = documentOf(['a.b'], keys);
    await machine.knowledge.running(document, 'known');
    keys.push('a.c', 'a.d');
    const running = await machine.knowledge.running(document, 'known');
    assert.deepEqual(machine.asked[1], ['a.c', 'a.d']);
    assert.ok(running.has('a.b') && running.has('a.d'));
    keys.push('a.e');
    await machine.knowledge.running(document, 'fresh');
    assert.deepEqual(machine.asked[2], ['a.e']);
  });

  it('has only keys that documents have when it is read again, not what was half typed', async () => {
    const machine = new Machine();
    const keys = ['a.b'];
    const other = documentOf(['b.b']);
    const read = async (own: readonly string[]): Promise<Parameters> => {
      await machine.knowledge.running(other, 'known');
      return machine.knowledge.running(documentOf(own, keys), 'known');
    };
    const before = await read(['a.b']);
    for (let typed = 0; typed < 5000; typed++) keys.push(`half.typed${typed}`);
    await read(['a.b', 'half.typed4999']);
    keys.push('a.c');
    machine.knowledge.forgetFiles();
    machine.asked.length = 0;
    const running = await read(['a.b', 'a.c']);
    assert.ok(running.has('a.b') && running.has('a.c') && running.has('b.b'));
    assert.deepEqual(
      machine.asked.flat().filter((key) => key.startsWith('half')),
      [],
    );
    assert.ok(before.has('b.b'));
  });

  it('is read again for a request after three seconds, and stays the same object if it is the same', async () => {
    const machine = new Machine();
    const files = await machine.knowledge.configuration(place, 'fresh');
    machine.now = 3000;
    assert.equal(await machine.knowledge.configuration(place, 'fresh'), files);
    assert.deepEqual([machine.filesRead, machine.changes], [2, 0]);
    machine.now = 6000;
    machine.files = 'vm.swappiness = 2';
    assert.notEqual(await machine.knowledge.configuration(place, 'fresh'), files);
    assert.equal(machine.changes, 1);
  });

  it('is read again even for a key press after a file was saved', async () => {
    const machine = new Machine();
    await machine.knowledge.configuration(place, 'known');
    await machine.knowledge.running(documentOf([]), 'known');
    machine.knowledge.forgetFiles();
    await machine.knowledge.configuration(place, 'known');
    await machine.knowledge.running(documentOf([]), 'known');
    assert.deepEqual([machine.asked.length, machine.filesRead], [2, 2]);
  });

  it('keeps the configurations of a few folders, and of no more', async () => {
    const root = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    try {
      const large = join(root, 'large.conf');
      await writeFile(large, `${'# '.padEnd(999, 'x')}\n`.repeat(bytes / 1000));
      const places = await Promise.all(
        Array.from({ length: folders }, async (_, at) => {
          const folder = join(root, String(at), 'sysctl.d');
          await mkdir(folder, { recursive: true });
          await link(large, join(folder, '10-large.conf'));
          const place = configPlace(join(folder, '20-own.conf'));
          assert.ok(place);
          return place;
        }),
      );
      const knowledge = new LocalHostKnowledge(
        () => 0,
        () => undefined,
      );
      const read: WeakRef<Configuration>[] = [];
      for (const place of places) {
        const configuration = await knowledge.configuration(place, 'known');
        assert.equal(bytesOf(configuration), bytes);
        read.push(new WeakRef(configuration));
      }
      // What a reference was just read from is kept until the turn ends.
      await setImmediate();
      collectGarbage();
      const kept = read.flatMap((one) => one.deref() ?? []).reduce((sum, one) => sum + bytesOf(one), 0);
      assert.ok(
        kept > 0 && kept <= 8 * bytes,
        `${String(kept)} of ${String(folders * bytes)} bytes are kept`,
      );
      // The newest is among them; the oldest is read again.
      const [oldest] = places;
      const newest = places.at(-1);
      assert.ok(oldest && newest);
      assert.equal(await knowledge.configuration(newest, 'known'), read.at(-1)?.deref());
      assert.equal(bytesOf(await knowledge.configuration(oldest, 'known')), bytes);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});

const folders = 224;
const bytes = 900_000;

function bytesOf({ files }: Configuration): number {
  return files.reduce((sum, { content }) => sum + (content.kind === 'text' ? content.text.length : 0), 0);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
