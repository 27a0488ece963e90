import type { HostChangeOptions } from './closeSockets.ts';
import { sshFields, type SshSettings } from './hosts.ts';
import { notification, type NoParams } from './messageTypes.ts';
import { flag, list, openRecord, optional, record, text, type Schema } from './schema.ts';

/** What a client may say when it starts the server: its `initializationOptions`. */
export interface StartOptions extends HostChangeOptions {
  /** Without it, links to the guide are `file:` addresses of the packaged one. */
  readonly guideBase?: GuideBase;
  /** The user's ssh. Values of machine-scoped settings only. */
  readonly ssh?: SshSettings;
  /** False in an untrusted workspace: nothing is read but open documents. Absent counts as trusted. */
  readonly isTrusted?: boolean;
  /** The client has the commands of protocol/language.ts. */
  readonly hasShellCommands?: boolean;
  /** The client's hovers show the diagnostics of the place: ours would repeat them. */
  readonly showsProblemsOnHover?: boolean;
  /** URIs of documents that ended the process before when they were checked: not checked until the client asks for it. */
  readonly suspectDocuments?: readonly string[];
  /**
   * Whether the process ended while it called native code for netlink: then it does not call it again. If it is absent, the
   * client is not told of such calls (protocol/nativeCalls.ts).
   */
  readonly avoidsNetlink?: boolean;
}

/** Of links to the guide: `<scheme>://<extension>/guide#<section>`. */
export interface GuideBase {
  /** The product's own address scheme, for example `vscode`. */
  readonly scheme: string;
  /** `publisher.name`. */
  readonly extension: string;
}

/** Other editors send options of their own as well. */
export const startOptions: Schema<StartOptions> = openRecord<StartOptions>({
  guideBase: optional(record({ scheme: text, extension: text })),
  ssh: optional(openRecord(sshFields)),
  isTrusted: optional(flag),
  allowHostChanges: optional(flag),
  hasShellCommands: optional(flag),
  showsProblemsOnHover: optional(flag),
  suspectDocuments: optional(list(text)),
  avoidsNetlink: optional(flag),
});

/** Sent when the user trusts the workspace. */
export const trustNotification = notification<NoParams>('trust', {});
