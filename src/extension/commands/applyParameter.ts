import type { ParameterChanger } from '../changes/parameterChanger.ts';
import { showSwitchedOff } from '../changes/refusal.ts';
import type { Failures } from '../failures.ts';

/** A kernel parameter to be set: what buttons hand to "Apply Parameter…". */
export interface ParameterToApply {
  readonly host: string;
  readonly key: string;
  /** Asked for where it is absent. */
  readonly value?: string;
}

/** "Apply Parameter…": sets a kernel parameter of a running host, after it was asked. Whether it was set. */
export function applyParameterCommand(
  changer: ParameterChanger,
  isAllowed: () => boolean,
  failures: Failures,
): (argument?: unknown) => Promise<boolean> {
  const run = async (argument?: unknown): Promise<boolean> => {
    if (!isParameter(argument)) return false;
    if (!isAllowed()) {
      void showSwitchedOff();
      return false;
    }
    try {
      const { host, key, value = await changer.askForValue(argument) } = argument;
      return value !== undefined && (await changer.apply({ host, key, value }));
    } catch (error) {
      void failures.show(error, () => run(argument));
      return false;
    }
  };
  return run;
}

function isParameter(argument: unknown): argument is ParameterToApply {
  if (typeof argument !== 'object' || argument === null) return false;
  const { host, key, value } = argument as Partial<Record<keyof ParameterToApply, unknown>>;
  return (
    typeof host === 'string' && typeof key === 'string' && ['string', 'undefined'].includes(typeof value)
  );
}
