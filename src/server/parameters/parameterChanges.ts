import { collectParameters, parameterSources } from '../../core/collect/collectParameters.ts';
import { readText, type HostReading } from '../../core/collect/host.ts';
import { isVisible } from '../../core/model/plainText.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import type { HostFacts } from '../../core/model/hostFacts.ts';
import { valueOf, type Failure } from '../../core/model/outcome.ts';
import { procSysPath } from '../../core/model/procSysPath.ts';
import type {
  PreviewParameterParams,
  PreviewParameterResult,
  ReadParameterParams,
  ReadParameterResult,
} from '../../core/protocol/parameterChange.ts';
import { isHost } from '../../core/collect/place.ts';
import { rootCommand } from '../../host/rootCommand.ts';
import type { HostChanges } from '../hostChanges.ts';
import type { Places } from '../../service/inspectionSources.ts';
import { refused } from '../refused.ts';
import { judgeValue, parameterNotes } from './parameterNotes.ts';
import * as problems from './parameterProblems.ts';

/** Must not be a command option or a path outside /proc/sys; a slash stands for a dot within a name, as in `eth0/100`. */
const plainKey = /^[a-z][\w-]*(?:\.[\w/:@-]+)+$/i;
const longestValue = 4096;
/** What a question has room for, three times: as the old value, as the new one and in the command. */
const longestShown = 600;

/** Explains the effect of setting a kernel parameter, and reads running values. It never sets a parameter. */
export class ParameterChanges {
  readonly #places: Places;
  readonly #changes: Pick<HostChanges, 'refusal'>;

  constructor(places: Places, changes: Pick<HostChanges, 'refusal'>) {
    this.#places = places;
    this.#changes = changes;
  }

  async preview(params: PreviewParameterParams, cancellation: Cancellation): Promise<PreviewParameterResult> {
    const { host, key } = params;
    const value = params.value.trim().replaceAll(/\s+/g, ' ');
    const off = this.#changes.refusal();
    if (off !== undefined) return off;
    if (!plainKey.test(key) || value.length > longestValue || !isVisible(value))
      return refused(problems.badName);
    const place = this.#places.get(host);
    if (place === undefined || !isHost(place)) return refused(problems.notLive);
    const path = procSysPath(key);
    const reading = place.host.open({ sources: [...parameterSources, { kind: 'file', path }] }, cancellation);
    const facts = await reading.facts(cancellation);
    if ('problem' in facts) return refused(facts.problem);
    const running = await runningValue(reading, key, cancellation);
    if (typeof running !== 'string') return refused(running.problem);
    if (words(running) === words(value)) return refused(problems.already(key, value));
    const reach = { isRoot: facts.value.effectiveUser === 0, ...(place.ssh && { ssh: place.ssh }) };
    const command = rootCommand(host, ['sysctl', '-w', `${key}=${value}`], reach);
    if (command === undefined) return refused(problems.notLive);
    const others = valueOf(await collectParameters(reading, cancellation)) ?? new Map();
    const judged = judgeValue(key, value, facts.value, others);
    const wrong = judged.find(({ severity }) => severity === 'error');
    if (wrong !== undefined) return refused(problems.wrongValue(wrong.message));
    if (Math.max(running.length, value.length) > longestShown) return refused(problems.tooLong(key), command);
    return {
      kind: 'preview',
      label: place.host.label,
      key,
      running,
      value,
      notes: parameterNotes(key, value, judged),
      command,
      ...bootOf(facts.value),
    };
  }

  async read({ host, key }: ReadParameterParams, cancellation: Cancellation): Promise<ReadParameterResult> {
    const place = this.#places.get(host);
    if (place === undefined || !isHost(place)) return { problem: problems.notLive };
    if (!plainKey.test(key)) return { problem: problems.badName };
    const reading = place.host.open({ sources: [{ kind: 'file', path: procSysPath(key) }] }, cancellation);
    const facts = await reading.facts(cancellation);
    if ('problem' in facts) return { problem: facts.problem };
    const value = await runningValue(reading, key, cancellation);
    return typeof value === 'string'
      ? { value, ...bootOf(facts.value) }
      : { problem: value.problem, ...bootOf(facts.value) };
  }
}

async function runningValue(
  reading: HostReading,
  key: string,
  cancellation: Cancellation,
): Promise<string | Failure> {
  const text = await readText(reading, { kind: 'file', path: procSysPath(key) }, cancellation);
  return 'value' in text ? words(text.value) : text;
}

/** Normalizes values for comparison: the kernel separates numbers with tabs. */
function words(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}

function bootOf({ bootId }: HostFacts): { bootId?: string } {
  return bootId === undefined ? {} : { bootId };
}
