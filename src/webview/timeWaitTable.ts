import {
  countText,
  numberText,
  percentText,
  type Emphases,
  type ReportTimeWait,
} from '../core/protocol/viewModels.ts';
import { element } from './dom.ts';
import { bytes } from './format.ts';
import { segments } from './segments.ts';
import { note } from './section.ts';

/** The usage of the kernel's TIME_WAIT table, and its cost. */
export function timeWaitTable(timeWait: ReportTimeWait, emphases: Emphases): HTMLElement | undefined {
  const { kernelCount, limit, overflowed = 0, bytes: memory, count } = timeWait;
  if (kernelCount === undefined) return undefined;
  const isNearLimit = emphases.of({ kind: 'parameter', key: 'net.ipv4.tcp_max_tw_buckets' }) !== undefined;
  const over =
    overflowed === 0
      ? ''
      : ` ${countText(overflowed, 'connection')} skipped TIME_WAIT since boot because the table was full (TCPTimeWaitOverflow).`;
  const cost =
    memory === undefined || count === undefined || count === 0
      ? ''
      : ` TIME_WAIT uses about ${bytes(memory)} of kernel memory and no file descriptors.`;
  return element(
    'div',
    { id: 'time-wait-table' },
    element('h3', {}, 'TIME_WAIT table'),
    gauge(kernelCount, limit, isNearLimit),
    note(
      `The kernel counts ${countText(kernelCount, 'timewait socket')}, including orphans in FIN_WAIT2.${cost}${over}`,
    ),
  );
}

function gauge(count: number, limit: number | undefined, isNearLimit: boolean): HTMLElement | undefined {
  if (limit === undefined || limit <= 0) return undefined;
  const share = count / limit;
  const className = isNearLimit ? 'too-full' : 'time-wait';
  const text = `${percentText(share)} of ${numberText(limit)} (tcp_max_tw_buckets)`;
  return element('p', { class: 'gauge' }, segments([{ className, share }]), element('span', {}, text));
}
