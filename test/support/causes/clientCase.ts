import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { skipWhere } from '../skipWhere.ts';
import { backend, CauseScenario, warnings } from './causeScenario.ts';
import { lacking } from './lacking.ts';

/** A program that makes 190 requests, of 200 possible ports, and stays; then the same with the edit that is offered. */
export interface ClientCase {
  readonly title: string;
  readonly file: string;
  readonly fault: string;
  readonly line: number;
  readonly cause: string;
  readonly command: readonly string[];
  /** What the case cannot run without, besides the backend: see `lacking()`. */
  readonly needs: string | readonly string[];
  /** The file as the advice says, where there is no edit. */
  readonly mended?: string;
  /** Starts what it connects to; a server of HTTP if absent. */
  readonly serve?: (scenario: CauseScenario, port: number) => Promise<void>;
  /** Where the backend listens; 8080 if absent. */
  readonly port?: number;
  /** It may leave so many ports that no finding is about the destination. */
  readonly mayLeavePorts?: true;
  /** Other files in the folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly prepare?: (folder: string) => void;
}

/** Declares a test of each case; it is skipped where the machine lacks what the case needs. */
export function testClients(cases: readonly ClientCase[]): void {
  for (const one of cases)
    it(one.title, async function () {
      skipWhere(this, lacking(...[one.needs].flat()));
      await faultFixAndProof(one);
    });
}

/**
 * The fault makes a warning at exactly that line, which a finding about its destination names; with the edit that is offered,
 * or what the advice says, it is gone, and `connect()` works.
 */
async function faultFixAndProof(one: ClientCase): Promise<void> {
  const {
    file,
    fault,
    mended,
    line,
    cause,
    command,
    prepare,
    port = backend.port,
    files,
    mayLeavePorts,
  } = one;
  const serve = one.serve ?? ((at: CauseScenario) => at.startBackend(port));
  await using scenario = await CauseScenario.begin({
    ...files,
    [file]: fault,
    ...(file.endsWith('.go') && { 'go.mod': 'module app\n\ngo 1.19\n' }),
  });
  prepare?.(scenario.folder);
  const [program = '', ...args] = command;
  const start = async (at: CauseScenario): Promise<void> => {
    await serve(at, port);
    await at.work(program.startsWith('./') ? join(at.folder, program) : program, args);
  };
  await start(scenario);
  const sites = await scenario.causes();
  assert.deepEqual(
    warnings(sites),
    [`${file}:${String(line)} ${cause}`],
    JSON.stringify(sites, undefined, 1),
  );
  const [site] = sites.filter(({ severity }) => severity === 'warning');
  assert.ok(site !== undefined);
  assert.equal(site.confidence, 'resolved');
  assert.equal(site.fix === undefined, mended !== undefined, 'an edit or the advice');
  const findings = await scenario.findings();
  assert.ok(
    mayLeavePorts === true ||
      findings.some(({ names }) => names.includes(`${file}:${String(line)} ${cause}`)),
    JSON.stringify(findings),
  );

  if (mended === undefined) scenario.apply(site);
  else scenario.write(file, mended);
  prepare?.(scenario.folder);
  await using after = await scenario.restarted();
  await start(after);
  assert.deepEqual(warnings(await after.causes()), []);
  assert.deepEqual(
    (await after.findings()).flatMap(({ names }) => names),
    [],
  );
  assert.ok(await after.connects(port));
}

export function buildGo(folder: string): void {
  const { status, stderr } = spawnSync('go', ['build', '-o', 'app', '.'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GO111MODULE: 'on', GOFLAGS: '-mod=mod', GOPROXY: 'off' },
  });
  assert.equal(status, 0, stderr);
}

export function buildC(folder: string): void {
  buildCWith(folder, []);
}

export function buildCurl(folder: string): void {
  buildCWith(folder, ['-lcurl']);
}

function buildCWith(folder: string, libraries: readonly string[]): void {
  const { status, stderr } = spawnSync('cc', ['-o', 'app', 'app.c', ...libraries], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}
