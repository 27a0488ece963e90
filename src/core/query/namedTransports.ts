import { transports, type Transport } from '../model/transport.ts';
import type { SocketFilter } from './socketFilter.ts';

/** The transports that a filter asks for by name; empty if it names none. */
export function namedTransports({ terms }: SocketFilter): readonly Transport[] {
  const named = (wanted: boolean): readonly Transport[] =>
    terms.flatMap(({ condition, isNegated }) =>
      condition.kind === 'protocol' && isNegated !== wanted ? [condition.transport] : [],
    );
  const [wanted, unwanted] = [named(true), named(false)];
  if (wanted.length + unwanted.length === 0) return [];
  return transports.filter((one) => !unwanted.includes(one) && (wanted.length === 0 || wanted.includes(one)));
}
