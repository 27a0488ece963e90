import { release } from 'node:os';
import { run } from './run.ts';

/** Major and minor of the running kernel: `6.18`. */
export const runningKernel: string = /^\d+\.\d+/u.exec(release())?.[0] ?? release();

/** Less than zero when `a` is older than `b`; both `major.minor`. */
export function compareKernels(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/** Whether the kernel lists sockets that are bound and not connected, over netlink (`BOUND_INACTIVE`). */
export const listsBound = compareKernels(runningKernel, '6.8') >= 0;

/** The file of a dotted key. */
export function fileOfKey(key: string): string {
  return `/proc/sys/${key.replaceAll(/[./]/gu, (separator) => (separator === '.' ? '/' : '.'))}`;
}

/** One attempt to set a key. */
export type Write = { readonly key: string; readonly value: string };
/** What came of it: the value that the file has afterwards, or null when the kernel refused. */
export type Written = Write & { readonly result: string | null };

/**
 * Whether the kernel was booted for the tests: then they may set what belongs to the whole host. Set by
 * `test/support/inKernel.ts`.
 */
export const ownsKernel = process.env['TEST_OWNS_KERNEL'] === '1';

/** Why a test may not change what the whole machine shares; else null. */
export function kernelNotOwned(): string | null {
  return ownsKernel
    ? null
    : 'it changes the whole machine; `npm run test:kernels` runs it in virtual machines';
}

/**
 * Reads keys and sets keys in a new network namespace that ends with the call. `value` `''` in a write stands
 * for reading only. Each write happens in order; the namespace begins with the kernel's defaults.
 */
export function inFreshNamespace(writes: readonly Write[]): Promise<Written[]> {
  return writeAll(['unshare', '-n'], writes);
}

/** As {@link inFreshNamespace}, for the whole host. Each key gets its old value back at the end. */
export async function inOwnedKernel(writes: readonly Write[]): Promise<Written[]> {
  if (!ownsKernel) throw new Error('this kernel was not booted for the tests');
  const keys = [...new Set(writes.map(({ key }) => key))];
  const before = await writeAll(
    [],
    keys.map((key) => ({ key, value: '' })),
  );
  // In one go: with fs.file-max at its least no program can be started any more.
  const restored = before.map(({ key, result }) => ({ key, value: result ?? '' }));
  return (await writeAll([], [...writes, ...restored])).slice(0, writes.length);
}

async function writeAll(enter: readonly string[], writes: readonly Write[]): Promise<Written[]> {
  const script = `while IFS='|' read -r file value; do
    if [ -n "$value" ] && ! printf '%s\\n' "$value" 2>/dev/null >"$file"; then echo refused; continue; fi
    if text=$(cat "$file" 2>/dev/null); then printf '=%s\\n' "$(printf %s "$text" | tr '\\t\\n' '  ')"; else echo refused; fi
  done`;
  const input = writes.map(({ key, value }) => `${fileOfKey(key)}|${value}\n`).join('');
  const [command, ...rest] = [...enter, 'sh', '-c', script];
  const { stdout } = await run(command, rest, { input });
  const lines = stdout.trimEnd().split('\n');
  return writes.map((write, at) => {
    const line = lines[at] ?? 'refused';
    return { ...write, result: line.startsWith('=') ? line.slice(1).trim() : null };
  });
}
