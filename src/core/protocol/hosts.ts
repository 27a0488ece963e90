import type { Problem } from '../model/outcome.ts';
import { notification, request, type NoParams } from './messageTypes.ts';
import { optional, text, type Fields } from './schema.ts';

/** Messages about what can be inspected; model/hostId.ts tells its ids. */

export interface HostsResult {
  /** This machine first, then its other network namespaces by name. */
  readonly hosts: readonly ListedHost[];
  /** Hosts of the ssh configuration that could be added, in its order. */
  readonly sshCandidates: readonly SshCandidate[];
  /** What could not be listed, and why. */
  readonly problems: readonly Problem[];
}

export interface ListedHost {
  readonly id: string;
  readonly kind: 'local' | 'named' | 'container' | 'unit' | 'command';
  /** Its familiar name. Text from the machine: hostile. */
  readonly label: string;
  /** A process in the network namespace. */
  readonly pid?: number;
}

export interface SshCandidate {
  /** An id for `socketDiagnostics/inspect`. */
  readonly id: string;
  readonly label: string;
  /** Where it leads to, when that is another name. */
  readonly hostName?: string;
}

/** What there is on this machine, and which hosts the user's ssh configuration names. */
export const hostsRequest = request<NoParams, HostsResult>('hosts', {});

export interface ForgetHostParams {
  readonly host: string;
}
/** Ends the connection to a host and drops what was read from it. */
export const forgetHostRequest = request<ForgetHostParams, null>('forgetHost', { host: text });

export interface SaveParams {
  readonly inspection: string;
  readonly path: string;
}
export type SaveResult =
  | { readonly kind: 'saved' }
  /** The server no longer holds that inspection. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly problem: Problem };
/** Writes an inspection to a file of the server's machine (docs/snapshot.md). */
export const saveSnapshotRequest = request<SaveParams, SaveResult>('saveSnapshot', {
  inspection: text,
  path: text,
});

/** Part of the client's `initializationOptions`: the user's ssh. Values of machine-scoped settings only. */
export interface SshSettings {
  /** The program; `ssh` if absent. */
  readonly program?: string;
  /** Read instead of `~/.ssh/config`. */
  readonly configFile?: string;
}
export const sshFields: Fields<SshSettings> = { program: optional(text), configFile: optional(text) };
/** Sent when the user's ssh is to be called in another way from now on. Ends its connections. */
export const sshSettingsNotification = notification<SshSettings>('sshSettings', sshFields);
