import { formatAddress } from './endpoint.ts';
import { failure, ok, type Outcome } from './outcome.ts';
import { visible } from './plainText.ts';

/** A host as the user passes it to ssh: a name, an address, or an alias from the ssh configuration. */
export interface SshAddress {
  readonly host: string;
  /** If absent, the ssh configuration decides. */
  readonly user?: string;
  readonly port?: number;
}

/**
 * Everything that OpenSSH itself rejects since 9.6, and more: a name can reach a shell through `ProxyCommand` and
 * `Match exec`, and a name that begins with `-` is an option.
 */
const safeHost = /^[\p{L}\p{N}_:.][\p{L}\p{N}_:.%-]*$/u;
const safeUser = /^[\p{L}\p{N}_.][\p{L}\p{N}_.@+$%=-]*$/u;
const longestName = 255;

/** Reads `host`, `user@host`, `user@host:22` and `user@[::1]:22`. Never throws; the failure says what is wrong. */
export function parseSshAddress(text: string): Outcome<SshAddress> {
  const at = text.lastIndexOf('@');
  const user = at < 0 ? undefined : text.slice(0, at);
  const place = /^(?:\[([^\]]*)\]|([^:]*)|(.*:.*:.*))(?::(\d{1,5}))?$/.exec(text.slice(at + 1));
  const host = place?.[1] ?? place?.[2] ?? place?.[3];
  if (host === undefined || host.length > longestName || !safeHost.test(host)) return wrong('host', text);
  if (user !== undefined && (user.length > longestName || !safeUser.test(user))) return wrong('user', text);
  const port = place?.[4] === undefined ? undefined : Number(place[4]);
  if (port !== undefined && (port < 1 || port > 65_535)) return wrong('port', text);
  return ok({ host, ...(user !== undefined && { user }), ...(port !== undefined && { port }) });
}

/** The form that `parseSshAddress` reads. */
export function formatSshAddress({ host, user, port }: SshAddress): string {
  return `${user === undefined ? '' : `${user}@`}${formatAddress(host)}${port === undefined ? '' : `:${String(port)}`}`;
}

function wrong(part: 'host' | 'user' | 'port', text: string): Outcome<never> {
  const shown = visible(text).slice(0, 80);
  return failure(
    'failed',
    'ssh-bad-name',
    `“${shown}” cannot be passed to ssh: its ${part} is not safe to use.`,
    'Enter host, user@host or user@host:port. For anything else, add an alias to ~/.ssh/config.',
  );
}
