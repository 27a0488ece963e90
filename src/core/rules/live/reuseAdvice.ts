import type { Destination } from '../../aggregate/aggregation.ts';
import type { TimeWaitReuse } from '../../aggregate/timeWaitReuse.ts';
import type { Evidence, ParameterFix } from '../../model/finding.ts';
import { numberText } from '../../model/numberText.ts';
import type { Parameters } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { setFix } from '../parameterRule.ts';
import { timestampsNeedAMinute } from '../timestampsNote.ts';

const delayKey = 'net.ipv4.tcp_tw_reuse_delay';

/** What the parameters for TIME_WAIT reuse mean for one destination. */
export function reuseEvidence(
  reuse: TimeWaitReuse,
  { reuseApplies: applies, reusable, unseenReuse }: Destination,
  parameters: Parameters,
  recycled: number,
): readonly Evidence[] {
  const setting = parameters.get('net.ipv4.tcp_tw_reuse')?.value;
  const timestamps = parameters.get('net.ipv4.tcp_timestamps')?.value;
  const evidence: Evidence[] = [];
  if (setting !== undefined) {
    evidence.push(
      fact.parameter('net.ipv4.tcp_tw_reuse', `${setting} (${effect(reuse, applies)})`, 'tcp_tw_reuse'),
    );
  }
  if (applies) {
    const label = 'TIME_WAIT sockets reusable now';
    const value = `${numberText(reusable)}, ${reuseAge(reuse)}`;
    evidence.push(
      parameters.has(delayKey)
        ? fact.parameter(delayKey, value, label)
        : fact.computed('reusable', label, value, 'kernel constant before 6.14'),
    );
    if (unseenReuse !== undefined)
      evidence.push(
        fact.counter(
          'TcpExt.TWRecycled',
          recycled === 0
            ? '0: no port in TIME_WAIT was ever reused'
            : `${numberText(recycled)} for all destinations since the network namespace was created`,
        ),
      );
  }
  if (timestamps !== undefined) {
    const meaning =
      timestamps === '0' ? 'off: nothing can be reused' : 'on: required for reuse, on both sides';
    evidence.push(fact.parameter('net.ipv4.tcp_timestamps', `${timestamps} (${meaning})`, 'tcp_timestamps'));
  }
  return evidence;
}

/**
 * How old a socket in TIME_WAIT has to be. Before 6.14 the clock's second has to have changed since: measured 0.24 to 0.9 s.
 */
function reuseAge({ delayMs, isWholeSecond }: TimeWaitReuse): string {
  return isWholeSecond ? 'from before the current second' : `at least ${numberText(delayMs / 1000)} s old`;
}

function effect(reuse: TimeWaitReuse, applies: boolean): string {
  if (reuse.blockedBy === 'tcp_timestamps') return 'no effect: tcp_timestamps is 0';
  switch (reuse.mode) {
    case 'none':
      return 'off';
    case 'loopback':
      return applies ? 'loopback only: applies here' : 'loopback only: does not apply to this destination';
    case 'all':
      return 'on for all outgoing connections';
  }
}

/** The change that lets new connections reuse ports in TIME_WAIT, if reuse is not on yet. */
export function reuseFixes(reuse: TimeWaitReuse, applies: boolean): readonly ParameterFix[] {
  if (applies) return [];
  return [setFix(`net.ipv4.${reuse.blockedBy === 'tcp_timestamps' ? reuse.blockedBy : 'tcp_tw_reuse'}`, 1)];
}

/** What to do with kernel parameters if the applications cannot be changed. */
export function reuseRemedies(reuse: TimeWaitReuse, applies: boolean): readonly string[] {
  const widen =
    'Widen net.ipv4.ip_local_port_range if it is narrower than 1024 65535; reserve the ports of your services.';
  if (applies) return [widen];
  if (reuse.blockedBy === 'tcp_timestamps') {
    return [
      `Set net.ipv4.tcp_timestamps to 1: without timestamps, tcp_tw_reuse has no effect. ${timestampsNeedAMinute}`,
      widen,
    ];
  }
  return [
    'Set net.ipv4.tcp_tw_reuse to 1 on this host: a new outgoing connection can then reuse a TIME_WAIT socket ' +
      `that is ${reuseAge(reuse)}, if both sides use timestamps.`,
    widen,
  ];
}
