/** Why something is missing or incomplete, and what the user can do about it. */
export interface Problem {
  /** Stable, for tests and documentation, for example `ss-timed-out`. */
  readonly code: string;
  readonly message: string;
  /** The message without the name of what it is about, to stand next to that name. */
  readonly brief?: string;
  /** The next step, as an imperative sentence. */
  readonly nextStep: string;
  /** The item in the section that the problem is about, for example the key of a kernel parameter. */
  readonly subject?: string;
}

/**
 * The outcome of reading one section of a snapshot. "Empty" (`ok` with an empty value) and "not permitted" (`denied`)
 * stay different values all the way to the screen.
 *
 * - `ok`: all of it was read.
 * - `partial`: some of it was read; the problems say what is missing.
 * - `denied`: the user does not have permission to read it.
 * - `unavailable`: the host does not have it.
 * - `failed`: it should have worked but did not.
 */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'partial'; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly kind: 'denied' | 'unavailable' | 'failed'; readonly problem: Problem };

export type Failure = Extract<Outcome<never>, { readonly problem: Problem }>;

export function ok<T>(value: T): Outcome<T> {
  return { kind: 'ok', value };
}

/** `ok`, or `partial` if there are problems. */
export function withProblems<T>(value: T, problems: readonly Problem[]): Outcome<T> {
  return problems.length === 0 ? ok(value) : { kind: 'partial', value, problems };
}

export function failure(kind: Failure['kind'], code: string, message: string, nextStep: string): Failure {
  return { kind, problem: { code, message, nextStep } };
}

/** The value, if there is one, complete or not. */
export function valueOf<T>(outcome: Outcome<T>): T | undefined {
  return outcome.kind === 'ok' || outcome.kind === 'partial' ? outcome.value : undefined;
}

/** The same outcome with another value; a failure stays what it is. */
export function mapValue<T, U>(outcome: Outcome<T>, change: (value: T) => U): Outcome<U> {
  return outcome.kind === 'ok' || outcome.kind === 'partial'
    ? { ...outcome, value: change(outcome.value) }
    : outcome;
}

export function problemsOf(outcome: Outcome<unknown>): readonly Problem[] {
  switch (outcome.kind) {
    case 'ok':
      return [];
    case 'partial':
      return outcome.problems;
    case 'denied':
    case 'unavailable':
    case 'failed':
      return [outcome.problem];
  }
}
