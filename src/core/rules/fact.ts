import { numberText } from '../model/numberText.ts';
import type { Evidence, SocketSource } from '../model/finding.ts';

/** Makes the facts that a finding rests on, one function for each place that facts are read from. */
export const fact = {
  parameter(key: string, value: string, label = key): Evidence {
    return { key, label, value, source: { kind: 'parameter', key } };
  },

  /** What a line of a configuration file sets, the line counted from 1. */
  configured(
    key: string,
    value: string,
    { path, line }: { readonly path: string; readonly line: number },
    label = key,
  ): Evidence {
    return { key, label, value, source: { kind: 'file', path, line } };
  },

  /** What a counter stands at. */
  counter(name: string, value: string, label = lastPart(name)): Evidence {
    return { key: name, label, value, source: { kind: 'counter', name } };
  },

  /** How much a counter grew between two readings. */
  growth(name: string, value: string, label = lastPart(name)): Evidence {
    return { key: name, label, value, source: { kind: 'counter', name, growth: true } };
  },

  sockets(key: string, label: string, value: string, what: SocketSource = 'table'): Evidence {
    return { key, label, value, source: { kind: 'sockets', what } };
  },

  computed(key: string, label: string, value: string, from: string): Evidence {
    return { key, label, value, source: { kind: 'computed', from } };
  },

  /** A computed number that a program compares with others. */
  amount(key: string, label: string, amount: number, from: string): Evidence {
    return { key, label, value: numberText(amount), amount, source: { kind: 'computed', from } };
  },
};

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
