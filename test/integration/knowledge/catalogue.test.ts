import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { arch } from 'node:os';
import {
  findOtherKey,
  isKnownKey,
  knownKeyNames,
  knownKeysKernel,
  leftOutKeys,
} from '../../../src/core/knowledge/knownKeys.ts';
import { matchesKeyPattern } from '../../../src/core/knowledge/keyPattern.ts';
import { acceptedRange, rangeOfSomeUpdates } from '../../../src/core/knowledge/acceptedRange.ts';
import {
  findParameter,
  parameterCatalogue,
  type ParameterEntry,
} from '../../../src/core/knowledge/parameters.ts';
import { parseKernelVersion } from '../../../src/core/model/kernelVersion.ts';
import { debianReleases } from '../../../scripts/kernels/debianReleases.ts';
import {
  compareKernels,
  fileOfKey,
  inFreshNamespace,
  inOwnedKernel,
  ownsKernel,
  runningKernel,
  type Write,
  type Written,
} from '../../support/kernelFiles.ts';
import { Namespace } from '../../support/namespace.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** The kernel whose names were listed. */
const sameKernel = runningKernel === knownKeysKernel && arch() === 'x64';

/** The kernels that the data describes: there every difference is a mistake. Others may carry changes back. */
const isDescribed =
  arch() === 'x64' &&
  (sameKernel || debianReleases.some(({ kernel }) => ownsKernel && kernel === runningKernel));
const kernelVersion = parseKernelVersion(runningKernel);

/** A file that is there exactly when the module is. */
const witnesses: Readonly<Record<string, string>> = {
  ip_vs: '/proc/sys/net/ipv4/vs',
  nf_conntrack: '/proc/sys/net/netfilter/nf_conntrack_count',
};

/** Differences that are right, with their reasons. Every other difference fails. */
function reasonFor({ key, scope, versions }: ParameterEntry): string | null {
  const missing = !existsSync(fileOfKey(key));
  const { needsModule, vendorOnly, removed, added } = versions;
  if (missing && needsModule !== undefined && !existsSync(witnesses[needsModule] ?? '/'))
    return `the module ${needsModule} is not loaded`;
  if (missing && scope.kind === 'global' && scope.inChild === 'absent' && !inFirstNamespace())
    return 'this is not the first network namespace';
  if (missing && added !== undefined && compareKernels(runningKernel, added.by) < 0)
    return 'newer than this kernel';
  if (removed !== undefined) {
    const gone =
      removed.after === undefined
        ? compareKernels(runningKernel, removed.by) >= 0
        : compareKernels(runningKernel, removed.after) > 0;
    if (missing === gone) return gone ? 'removed from this kernel' : 'not removed yet';
  }
  if (vendorOnly !== undefined) return 'only on kernels of one vendor';
  if (!missing && added !== undefined && compareKernels(runningKernel, added.by) < 0) {
    const isKnown =
      added.someUpdatesOf !== undefined && compareKernels(runningKernel, added.someUpdatesOf) >= 0;
    return isKnown || !isDescribed ? 'carried back to this kernel' : null;
  }
  return null;
}

function inFirstNamespace(): boolean {
  return existsSync('/proc/sys/net/ipv4/tcp_mem');
}

/** The default on the running kernel. */
function defaultOf(entry: ParameterEntry): string | undefined {
  const older = entry.default.changes.find(({ before }) => compareKernels(runningKernel, before) < 0);
  return (older ?? entry.default).value;
}

/** Whether the tests may set it here: in a network namespace of their own, or in a kernel of their own. */
function isWritable(entry: ParameterEntry): boolean {
  const { key, value } = entry;
  return (isOfNamespace(entry) || ownsKernel) && value.readOnly !== true && existsSync(fileOfKey(key));
}

function isOfNamespace({ scope }: ParameterEntry): boolean {
  return (
    scope.kind === 'namespace' &&
    (scope.since === undefined || compareKernels(runningKernel, scope.since) >= 0)
  );
}

/** What became of each write, in the order of the entries. */
async function writeEach<T extends Write>(writes: readonly T[]): Promise<(T & Written)[]> {
  const isShared = ({ key }: Write): boolean => !isOfNamespace(findParameter(key) ?? assert.fail(key));
  const shared = writes.filter(isShared);
  const results = [
    ...(await inFreshNamespace(writes.filter((write) => !isShared(write)))),
    ...(shared.length === 0 ? [] : await inOwnedKernel(shared)),
  ];
  return [...writes.filter((write) => !isShared(write)), ...shared].map((write, at) => ({
    ...write,
    result: results[at]?.result ?? null,
  }));
}

function keysOfThisMachine(): string[] {
  return readdirSync('/proc/sys', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice('/proc/sys/'.length))
    .map((path) => path.replaceAll(/[./]/gu, (separator) => (separator === '/' ? '.' : '/')));
}

/** What was not compared strictly is said, by name. */
function note(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`      ${title}:\n${lines.map((line) => `        ${line}`).join('\n')}`);
}

describe('the catalogue against the running kernel', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, process.platform === 'linux' ? null : 'it needs Linux');
  });

  it('has the keys that exist and knows why others do not', () => {
    const explained: string[] = [];
    const unexplained: string[] = [];
    for (const entry of parameterCatalogue.values()) {
      const { removed, vendorOnly, added } = entry.versions;
      const isYoung = added !== undefined && compareKernels(runningKernel, added.by) < 0;
      const expected = removed === undefined && vendorOnly === undefined && !isYoung;
      const reason = reasonFor(entry);
      if (existsSync(fileOfKey(entry.key)) === expected && reason === null) continue;
      if (reason === null) unexplained.push(entry.key);
      else explained.push(`${entry.key}: ${reason}`);
    }
    note('not here, with reason', explained);
    assert.deepEqual(unexplained, []);
  });

  it('with its lists knows every key of this machine', () => {
    const unknown = keysOfThisMachine().filter(
      (key) => !isKnownKey(key) && !leftOutKeys.some((entry) => matchesKeyPattern(entry.key, key)),
    );
    if (isDescribed)
      assert.deepEqual(unknown, [], 'run `node scripts/knownKeys.ts`, or add it to otherKeys.json');
    note(`unknown to us, of Linux ${runningKernel}`, unknown);
  });

  it('knows why listed keys are not on this machine', () => {
    const missing = knownKeyNames
      .filter((key) => !parameterCatalogue.has(key) && !existsSync(fileOfKey(key)))
      .map((key) => ({ key, why: findOtherKey(key)?.why }));
    if (sameKernel && inFirstNamespace()) {
      assert.deepEqual(
        missing.filter(({ why }) => why === undefined),
        [],
      );
    }
    const counts = new Map<string, number>();
    for (const { why = `not in Linux ${runningKernel}` } of missing)
      counts.set(why, (counts.get(why) ?? 0) + 1);
    note(
      'listed and not here',
      [...counts].map(([why, count]) => `${why}: ${count}`),
    );
  });

  describe('in a new network namespace', () => {
    before(function () {
      skipWhere(this, Namespace.unavailable());
    });

    it('has the defaults of the kernel', async () => {
      const entries = [...parameterCatalogue.values()].filter(
        (entry) =>
          isWritable(entry) && defaultOf(entry) !== undefined && entry.default.computed === undefined,
      );
      assert.ok(entries.length > 40);
      const read = await writeEach(
        entries.map((entry) => ({ key: entry.key, value: '', standard: defaultOf(entry) })),
      );
      const different = read.flatMap(({ key, result, standard }) =>
        result === standard ? [] : [`${key}: ${String(result)}, not ${String(standard)}`],
      );
      if (isDescribed) assert.deepEqual(different, []);
      note(`other defaults in Linux ${runningKernel}`, different);
    });

    it('has the bounds that the kernel enforces', async () => {
      const probes = [...parameterCatalogue.values()].filter(isWritable).flatMap(probesOf);
      assert.ok(probes.length > 150);
      // The two keys that bound each other get room first.
      const room: Probe[] = [
        { key: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
        { key: 'net.ipv4.ip_local_port_range', value: '65535 65535' },
      ];
      const written = await writeEach([...room, ...probes]);
      const wrong = written.flatMap(({ key, value, accepted, result }) =>
        accepted === undefined || (result !== null) === accepted
          ? []
          : [`${key} = ${value} is ${accepted ? 'refused' : 'accepted'}`],
      );
      if (isDescribed) assert.deepEqual(wrong, []);
      note(`other bounds in Linux ${runningKernel}`, wrong);
    });
  });
});

type Probe = Write & { readonly accepted?: boolean };

/** Values at and just beyond the bounds. Within the bounds first, so that a key ends with a value that fits others. */
function probesOf(entry: ParameterEntry): Probe[] {
  const { key, value, default: standard } = entry;
  const { format, fields, accepted } = value;
  const range = acceptedRange(entry, kernelVersion);
  if (accepted === undefined || range === undefined || format === 'portRange') return [];
  const all = (number: number): string => Array.from({ length: fields?.length ?? 1 }, () => number).join(' ');
  const updates = rangeOfSomeUpdates(entry, kernelVersion);
  const isSure = accepted.dependsOnHz !== true && !tooBigToTry.has(key);
  const probes: Probe[] = [];
  if (range.min !== -Infinity) {
    if (isSure)
      probes.push({ key, value: all(Math.max(range.min, updates?.min ?? -Infinity)), accepted: true });
    probes.push({ key, value: all(range.min - 1), accepted: false });
  }
  if (Number.isSafeInteger(range.max)) {
    if (isSure)
      probes.push({ key, value: all(Math.min(range.max, updates?.max ?? Infinity)), accepted: true });
    probes.push({ key, value: all(range.max + 1), accepted: false });
  }
  if (standard.value !== undefined && format === 'integer') {
    probes.push({ key, value: defaultOf(entry) ?? standard.value, accepted: true });
  }
  return probes;
}

/** The kernel has memory for the least and the usual value only. */
const tooBigToTry: ReadonlySet<string> = new Set(['net.netfilter.nf_conntrack_buckets']);
