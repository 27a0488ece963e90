import type { ParameterChanger } from '../changes/parameterChanger.ts';
import { showSwitchedOff } from '../changes/refusal.ts';
import type { CommandTypes, ParameterToApply } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';

/** "Apply Parameter…": sets a kernel parameter of a running host, after confirmation. Returns whether it was set. */
export function applyParameterCommand(
  changer: ParameterChanger,
  isAllowed: () => boolean,
  failures: Failures,
): CommandTypes['applyParameter'] {
  const run = async (parameter: ParameterToApply): Promise<boolean> => {
    if (!isAllowed()) {
      void showSwitchedOff();
      return false;
    }
    try {
      const { host, key } = parameter;
      const value = parameter.value ?? (await changer.askForValue({ host, key }));
      return value !== undefined && (await changer.apply({ host, key, value }));
    } catch (error) {
      void failures.show(error, () => run(parameter));
      return false;
    }
  };
  return run;
}
