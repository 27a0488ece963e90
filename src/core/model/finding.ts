import type { Site } from './site.ts';
import type { TcpStateName } from './tcpState.ts';
import type { Transport } from './transport.ts';

/** As in the editor: Error only for what does not work, Warning for risks, Information for what is worth knowing. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** From worst to least. */
export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Which side of the connections a finding is about: which side opened them, and therefore which advice applies. */
export type Side = 'client' | 'server';

/** What a finding is about, precise enough to show its sockets. */
export type Subject =
  | { readonly kind: 'host' }
  | { readonly kind: 'parameter'; readonly key: string }
  | {
      readonly kind: 'destination';
      readonly localAddress: string;
      readonly remoteAddress: string;
      readonly remotePort: number;
    }
  | { readonly kind: 'listener'; readonly address: string; readonly port: number }
  | { readonly kind: 'process'; readonly name: string; readonly pids: readonly number[] };

/** The part of the sockets that a fact was taken from. */
export type SocketSource =
  'table' | 'listener' | 'timers' | 'receive-queues' | 'with-inode' | 'without-inode';

/** Where a fact was read. `core/report/findings/sourceText.ts` writes it for people. */
export type EvidenceSource =
  /** A line of a configuration file, counted from 1. */
  | { readonly kind: 'file'; readonly path: string; readonly line: number }
  /** The running kernel's value. */
  | { readonly kind: 'parameter'; readonly key: string }
  /** A counter by its key in `Counters`; `growth` if the value is its growth between two readings. */
  | { readonly kind: 'counter'; readonly name: string; readonly growth?: true }
  | { readonly kind: 'sockets'; readonly what: SocketSource }
  /** Connections whose end the kernel announced, in so many seconds. */
  | { readonly kind: 'ends'; readonly seconds: number }
  /** Derived from other facts or known without reading; says how in words. */
  | { readonly kind: 'computed'; readonly from: string };

/** One fact that a finding is based on. */
export interface Evidence {
  /**
   * What the fact is about; permanent. The name of a parameter (`net.ipv4.tcp_tw_reuse`) or of a counter
   * (`TcpExt.ListenOverflows`), otherwise a descriptive id (`ports-in-use`). Facts of the same kind, such as one for
   * each client, share it.
   */
  readonly key: string;
  /** The same for people. */
  readonly label: string;
  readonly value: string;
  /** The value of a fact that a program compares with others; `value` is for people. */
  readonly amount?: number;
  readonly source: EvidenceSource;
}

/** Additional properties of the subject of a finding; an editor fades it or strikes it through. */
export type FindingTag =
  | 'deprecated'
  | 'unnecessary'
  /** The kernel rejects the write; if that is fatal, the finding is an error. */
  | 'rejected';

/** A change of one kernel parameter. `remove` leaves it to the kernel's default; `rename` keeps the value. */
export type ParameterChange =
  | { readonly kind: 'set'; readonly key: string; readonly value: string }
  | { readonly kind: 'rename'; readonly key: string; readonly to: string }
  | { readonly kind: 'remove'; readonly key: string };

/** Changes that resolve a finding, in a file or on a running kernel. */
export interface ParameterFix {
  /** An imperative phrase, for example "Remove the line". */
  readonly title: string;
  /** Whether the change cannot break anything, so that an editor may apply it without asking. */
  readonly safe: boolean;
  readonly changes: readonly ParameterChange[];
}

/** What a rule found, worded so that it needs no other context. Text from the host in it is hostile. */
export interface Finding {
  /** The permanent id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** The guide section that explains the rule. */
  readonly section: string;
  readonly subject: Subject;
  /** More subjects with the same finding, which would be too many as findings of their own. */
  readonly also?: readonly Subject[];
  readonly side?: Side;
  readonly tags?: readonly FindingTag[];
  /** The states of the sockets that the finding is about; any state if absent. */
  readonly states?: readonly TcpStateName[];
  /** Whose sockets it is about; TCP if absent. */
  readonly transport?: Transport;
  /** One sentence: what is wrong. */
  readonly title: string;
  /** One or two sentences: why. */
  readonly explanation: string;
  readonly evidence: readonly Evidence[];
  /** What to do, best first, each an imperative sentence. */
  readonly remedies: readonly string[];
  /** Remedies that are changes of kernel parameters, best first. */
  readonly fixes?: readonly ParameterFix[];
  /** The lines of code or configuration that cause it, most certain first; absent if they were not searched for. */
  readonly sites?: readonly Site[];
}
