import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { argumentsOf, calleeOf, callsOf, type Code, escapeRegExp, functionAround } from '../code/code.ts';
import { inOrder, type CodeCause } from '../code/codeCause.ts';
import { removableStatement } from '../code/removable.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';
import { type OwnPort, ownPort } from './ownPort.ts';

/** How the sockets of a language are bound and connected. */
interface Sockets {
  /** The name of the call; of a method, what is in front of its last point is the socket, else its first argument. */
  readonly binds: RegExp;
  readonly connects: string;
  readonly listens: string;
  /** What makes a socket of TCP. */
  readonly makes: RegExp;
  /** The statement that sets the option, by the name of the socket. */
  readonly sets?: (socket: string, text: string) => string;
}

/** Sockets without TIME_WAIT, or without ports. */
const otherKinds =
  /SOCK_DGRAM|SOCK_RAW|SOCK_SEQPACKET|\bAF_(UNIX|NETLINK|PACKET|CAN|BLUETOOTH|VSOCK)\b|:(UNIX|DGRAM)\b|Dgram\b|AddressFamily\.Unix|Type::(DGRAM|RAW)|\bUDPSocket\b|\bDatagram\w+|\bServerSocket/;
const isSet = /IP_BIND_ADDRESS_NO_PORT|\b(IPPROTO_IP|SOL_IP|0)\s*,\s*24\b/;

const languages: Readonly<Partial<Record<SourceLanguage, Sockets>>> = {
  python: {
    binds: /\.bind$/,
    connects: 'connect(_ex)?|sock_connect',
    listens: 'listen',
    makes: /\bsocket\s*\(/,
    sets: (socket, text) =>
      `${socket}.setsockopt(${/^import socket\b(?![ \t]+as\b)/m.test(text) ? 'socket.IPPROTO_IP' : '0'}, 24, 1)  # IP_BIND_ADDRESS_NO_PORT`,
  },
  ruby: {
    binds: /\.bind$/,
    connects: 'connect(_nonblock)?',
    listens: 'listen',
    makes: /^Socket\.new\b/,
  },
  java: {
    binds: /\.bind$/,
    connects: 'connect',
    listens: 'accept',
    makes: /^new\s+Socket\b|\bSocketChannel\.open\b/,
  },
  csharp: {
    binds: /\.Bind$/,
    connects: '(Begin)?Connect(Async)?',
    listens: 'Listen',
    makes: /^new\s+([\w.]+\.)?Socket\b|^new\s*\(/,
  },
  rust: {
    binds: /\.bind$/,
    connects: 'connect(_timeout)?',
    listens: 'listen',
    makes: /\b(Tcp)?Socket::new/,
  },
  php: {
    binds: /^\\?socket_bind$/,
    connects: 'socket_connect',
    listens: 'socket_listen',
    makes: /\bsocket_create\b/,
    sets: (socket) => `socket_set_option(${socket}, IPPROTO_IP, 24, 1); // IP_BIND_ADDRESS_NO_PORT`,
  },
  go: {
    binds: /^(syscall|unix)\.Bind$/,
    connects: '(syscall|unix)\\.Connect',
    listens: '(syscall|unix)\\.Listen',
    makes: /\b(syscall|unix)\.Socket\b/,
  },
};

/** Sockets that a program binds and connects itself, in languages other than C, without `IP_BIND_ADDRESS_NO_PORT`. */
export const bindBeforeConnect: CodeCause = {
  id: 'c-bind-first',
  languages: Object.keys(languages) as readonly SourceLanguage[],
  words: inOrder(/[.:>][bB]ind[\s(]|\bsocket_bind\b/, /[cC]onnect/),
  symptoms: ['bind-first'],
  *find(code) {
    const known = languages[code.file.language];
    if (known === undefined) return;
    for (const node of callsOf(code)) {
      const bound = boundOf(node, known);
      if (bound === undefined) continue;
      const { text } = functionAround(code, node) ?? code.root;
      if (isSet.test(text) || !connectsLater(code, node, bound, known)) continue;
      const made = madeOf(code, bound.socket);
      if (otherKinds.test(made ?? text) || (made !== undefined && !known.makes.test(made))) continue;
      const port = bound.port(text);
      if (port === 'named') continue;
      const fix = optionBefore(code, node, bound.socket, known);
      yield {
        node,
        ...((port === 'unknown' || made === undefined) && { needsEvidence: true as const }),
        mechanism:
          'The socket is bound before it connects, so the kernel immediately assigns a port that no other destination can share.',
        advice:
          'Set `IP_BIND_ADDRESS_NO_PORT` (24, level `IPPROTO_IP`) before the bind: the kernel then chooses the port once it knows the destination.',
        ...(fix && { fix }),
      };
    }
  },
};

/** What is bound to what. */
interface Bound {
  readonly socket: string;
  readonly isMethod: boolean;
  port(text: string): OwnPort;
}

function boundOf(node: SyntaxNode, { binds }: Sockets): Bound | undefined {
  const callee = calleeOf(node);
  if (!binds.test(callee)) return undefined;
  const [first, second, third] = argumentsOf(node).map(({ text }) => text);
  const isMethod = binds.source.startsWith('\\.');
  const socket = isMethod ? callee.slice(0, callee.lastIndexOf('.')) : first;
  const address = isMethod ? first : second;
  if (socket === undefined || address === undefined || !/^[@$]?\w+((\.|->)\w+)*$/.test(socket))
    return undefined;
  const isOfPhp = /socket_bind/.test(callee);
  return {
    socket,
    isMethod,
    port: (text) => {
      if (!isOfPhp) return ownPort(address, text);
      if (third === undefined || third === '0') return 'left';
      return /^\d+$/.test(third) ? 'named' : 'unknown';
    },
  };
}

function connectsLater(
  code: Code,
  node: SyntaxNode,
  { socket, isMethod }: Bound,
  { connects, listens }: Sockets,
): boolean {
  const around = functionAround(code, node) ?? code.root;
  const s = escapeRegExp(socket);
  const call = (names: string): RegExp =>
    new RegExp(
      isMethod ? `(?<![\\w.$@])${s}\\.(${names})(?!\\w)` : `(?<![\\w.])(${names})\\s*\\(\\s*${s}(?![\\w>])`,
    );
  // `loop.sock_connect(s, address)`.
  const given = new RegExp(`\\.sock_connect\\s*\\(\\s*${s}\\s*,`);
  const after = around.text.slice(node.endIndex - around.startIndex);
  return (call(connects).test(after) || given.test(after)) && !call(listens).test(around.text);
}

/** What the file makes the socket with; absent where it comes from elsewhere. */
function madeOf({ file }: Code, socket: string): string | undefined {
  const s = escapeRegExp(socket);
  const given = new RegExp(`(?<![\\w.$@])${s}\\s*(?::[^=\\n]{0,80})?:?=(?!=)\\s*([^;\\n]*)`).exec(file.text);
  if (given?.[1] !== undefined) return given[1];
  const inGo = new RegExp(`(?<![\\w.])${s}\\s*,\\s*\\w+\\s*:?=\\s*([^\\n]*)`).exec(file.text);
  if (inGo?.[1] !== undefined) return inGo[1];
  return new RegExp(`\\bwith\\b([^\\n:]*)\\bas\\s+${s}\\b`).exec(file.text)?.[1];
}

/** The option, on a line of its own above the statement that binds. */
function optionBefore(
  { file }: Code,
  node: SyntaxNode,
  socket: string,
  { sets }: Sockets,
): SiteFix | undefined {
  const statement = removableStatement(node);
  if (sets === undefined || statement === undefined) return undefined;
  const indent = file.indent(statement.startIndex);
  if (file.lineStart(statement.startIndex) + indent.length !== statement.startIndex) return undefined;
  return {
    title: 'Set IP_BIND_ADDRESS_NO_PORT before bind',
    isSafe: false,
    edits: [file.insert(statement.startIndex, `${sets(socket, file.text)}\n${indent}`)],
  };
}
