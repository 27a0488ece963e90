import { failure, type Failure } from '../../core/model/outcome.ts';
import { plainLine } from '../../core/model/plainText.ts';
import type { ShellEnding } from '../shell/shellProcess.ts';
import { tooManyFiles } from '../tooManyFiles.ts';

/** What ssh says (OpenSSH: ssh.c, sshconnect.c, sshconnect2.c, clientloop.c), and what it means for the user. */
interface Saying {
  readonly said: RegExp;
  readonly kind: Failure['kind'];
  readonly code: string;
  readonly message: (name: string) => string;
  /** The message without the name, where it begins with the name. */
  readonly brief?: string;
  readonly nextStep: (name: string) => string;
}

const inTerminal = (name: string): string => `Try it in a terminal: ssh ${sshWords(name)}.`;

function about(brief: string): Required<Pick<Saying, 'message' | 'brief'>> {
  return { message: (name) => `${name} ${brief}`, brief };
}

/** The first match counts. */
const sayings: readonly Saying[] = [
  {
    said: /REMOTE HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY/,
    kind: 'denied',
    code: 'ssh-host-key-changed',
    message: (name) =>
      `The host key of ${name} differs from the one in known_hosts: the host was reinstalled, or somebody is intercepting the connection.`,
    nextStep: (name) =>
      `Ask the administrator of the host for its new key. Only if it matches, remove the old one: ssh-keygen -R ${knownName(name)}.`,
  },
  {
    said: /Host key verification failed|No \S+ host key is known/,
    kind: 'denied',
    code: 'ssh-host-key-unknown',
    message: (name) => `The host key of ${name} is not in known_hosts yet.`,
    nextStep: (name) =>
      `Connect once in a terminal, verify the fingerprint and accept it: ssh ${sshWords(name)}.`,
  },
  {
    said: /Permission denied \([^)]*(?:password|keyboard-interactive)[^)]*\)/,
    kind: 'denied',
    code: 'ssh-password-needed',
    ...about('asks for a password, which cannot be entered here.'),
    nextStep: (name) =>
      `Set up a key (ssh-copy-id), or open a shared connection in a terminal: ssh ${sshWords(name)}.`,
  },
  {
    said: /Permission denied|Too many authentication failures|no mutual signature/i,
    kind: 'denied',
    code: 'ssh-not-authenticated',
    ...about('does not accept your keys.'),
    nextStep: (name) => `Check the user name and the keys (ssh-add -l). ${inTerminal(name)}`,
  },
  {
    said: /Could not resolve hostname/,
    kind: 'unavailable',
    code: 'ssh-unknown-host',
    message: (name) => `The host name ${name} could not be resolved.`,
    nextStep: () => 'Check the spelling, and the Host entries in ~/.ssh/config.',
  },
  {
    said: /Connection refused/,
    kind: 'unavailable',
    code: 'ssh-refused',
    ...about('refused the connection: no sshd is listening there.'),
    nextStep: inTerminal,
  },
  {
    said: /timed out|No route to host|Network is unreachable/i,
    kind: 'unavailable',
    code: 'ssh-unreachable',
    ...about('does not answer.'),
    nextStep: () => 'Check that the host is up and that firewalls allow ssh.',
  },
];

const commandNotFound = 127;
const sshOwnStatus = 255;

/** Why ssh exited, from its last messages. Never a reason to weaken a check. */
export function sshFailure(name: string, ending: ShellEnding, began: boolean): Failure {
  const said = lastWords(ending.errorText);
  if (ending.status === undefined) return notStarted(ending.startError ?? '');
  if (began || /closed by remote host|Broken pipe|not responding|reset by peer/.test(ending.errorText)) {
    return failure(
      'failed',
      'ssh-lost',
      `The connection to ${name} was lost${said}.`,
      'Inspect again to reconnect.',
    );
  }
  const saying = sayings.find((known) => known.said.test(ending.errorText));
  if (ending.status === sshOwnStatus && saying !== undefined) {
    const { kind, code, message, brief, nextStep } = saying;
    const problem = { code, message: message(name), nextStep: nextStep(name) };
    return { kind, problem: { ...problem, ...(brief !== undefined && { brief }) } };
  }
  if (ending.status === commandNotFound || ending.status === 0 || ending.status !== sshOwnStatus) {
    return failure(
      'unavailable',
      'ssh-no-shell',
      `${name} accepted the login, but does not run a POSIX shell for this account${said}.`,
      `Check: ssh ${sshWords(name)} sh -c uname.`,
    );
  }
  return failure('failed', 'ssh-failed', `ssh could not connect to ${name}${said}.`, inTerminal(name));
}

function notStarted(code: string): Failure {
  if (code === 'EMFILE' || code === 'ENFILE') return tooManyFiles('ssh');
  const message =
    code === 'ENOENT'
      ? 'ssh is not installed on this machine.'
      : `The ssh program could not be started: ${code}.`;
  return failure(
    'unavailable',
    'ssh-missing',
    message,
    'Install the OpenSSH client, and check that ssh works in a terminal.',
  );
}

function lastWords(errorText: string): string {
  const last = errorText
    .split('\n')
    .map((line) => plainLine(line.trim()))
    .filter((line) => line !== '')
    .at(-1);
  return last === undefined ? '' : `: ${last.slice(0, 300).replace(/\.$/, '')}`;
}

/** `user@host:port` as ssh arguments. */
function sshWords(name: string): string {
  const match = /^(.*):(\d+)$/.exec(name);
  return match === null || name.endsWith(']') ? bare(name) : `-p ${match[2] ?? ''} ${bare(match[1] ?? '')}`;
}

function bare(name: string): string {
  return name.replace(/\[(.*)\]$/, '$1');
}

/** The name as in `known_hosts`. */
function knownName(name: string): string {
  const place = name.slice(name.lastIndexOf('@') + 1);
  const match = /^\[?([^\]]*?)\]?:(\d+)$/.exec(place);
  return match === null ? bare(place) : `'[${match[1] ?? ''}]:${match[2] ?? ''}'`;
}
