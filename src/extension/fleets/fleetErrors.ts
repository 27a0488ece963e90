import type { Problem } from '../../core/model/outcome.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import { messageOf, UserError } from '../errors.ts';

/** Why the hosts of a Prometheus could not be read. */
export function prometheusNotRead(
  address: string,
  [problem]: readonly Problem[],
  cause?: unknown,
): UserError {
  return new UserError(
    'prometheus-not-read',
    plainLabel(problem?.message ?? `The hosts could not be read: ${messageOf(cause)}`),
    plainLabel(problem?.nextStep ?? 'Retry. If it fails again, see the log.'),
    { cause, ...(problem && { problem: told(address, problem) }) },
  );
}

function told(host: string, { code, brief }: Problem): NonNullable<UserError['problem']> {
  return { host, code, ...(brief !== undefined && { brief: plainLabel(brief) }) };
}

/** No host of the list or of the user's ssh configuration has the name of an instance. */
export function instanceNotNamed(instance: string): UserError {
  return new UserError(
    'instance-not-named',
    `No host in the Hosts view or your ssh configuration is called ${plainLabel(instance)}.`,
    'Add it to the Hosts view under that name.',
  );
}
