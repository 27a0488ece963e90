// Kept on mocha's own objects: a test of the extension host and what records it are two bundles.
const reasonKey = Symbol.for('socketDiagnostics.skipReason');

interface WithReason {
  [reasonKey]?: string;
}

/** Skips the test, or all tests of the suite whose `before` hook calls it, if there is a reason. The summary prints it. */
export function skipWhere(context: Mocha.Context, reason: string | null | undefined): void {
  if (reason === null || reason === undefined) return;
  const runnable = context.test as (Mocha.Runnable & { readonly type?: string }) | undefined;
  const owner = runnable?.type === 'hook' ? runnable.parent : runnable;
  if (owner !== undefined) (owner as WithReason)[reasonKey] = reason;
  context.skip();
}

/** Why a test did not run. */
export function skipReason(test: Mocha.Test): string {
  const owners: WithReason[] = [test as WithReason];
  for (let suite = test.parent; suite !== undefined; suite = suite.parent) owners.push(suite as WithReason);
  const reason = owners.map((owner) => owner[reasonKey]).find((known) => known !== undefined);
  if (reason === undefined)
    throw new Error(`${test.fullTitle()} is skipped without a reason: use skipWhere()`);
  return reason;
}
