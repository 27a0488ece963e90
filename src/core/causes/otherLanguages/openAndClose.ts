import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { calleeOf, callsOf, type Code, enclosing, escapeRegExp, functionAround } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { givenName, scopeOf } from '../code/scope.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';

/** How a language opens a TCP connection, and what it does with one that is neither reading nor writing. */
interface Connecting {
  readonly opens: RegExp;
  readonly closes: RegExp;
  /** After the name of the connection. */
  readonly idle: RegExp;
}

const script: Connecting = {
  opens: /^(net\.)?(connect|createConnection)$/,
  closes: /\.(end|destroy|destroySoon)\s*\(/,
  idle: /^\??\.(end|destroy|destroySoon|unref|setTimeout|setNoDelay|removeAllListeners|(on|once)\s*\(\s*['"](connect|ready|error|close|timeout|end)['"])/,
};
const connecting: Readonly<Partial<Record<SourceLanguage, Connecting>>> = {
  python: {
    opens: /^(socket\.)?create_connection$|\.connect(_ex)?$/,
    closes: /\.close\s*\(|^with\b/,
    idle: /^\s*=|^\.(close|shutdown|settimeout|setblocking|setsockopt|connect|connect_ex|fileno)\b|^\s*:/,
  },
  go: {
    opens: /^net\.(Dial|DialTimeout|DialTCP)$|\b[Dd]ialer\.Dial(Context)?$/,
    closes: /\.Close\(/,
    idle: /^\.(Close|SetDeadline|SetReadDeadline|SetWriteDeadline|SetLinger)\(|^\s*(!=|==)\s*nil/,
  },
  ruby: {
    opens: /^(TCPSocket\.(new|open)|Socket\.tcp)$/,
    closes: /\.close\b/,
    idle: /^&?\.(close|shutdown)\b|^\s*=|^\s*$/m,
  },
  java: {
    opens: /^Socket$/,
    closes: /\.close\s*\(|\btry\s*\(/,
    idle: /^\s*=|^\.(close|connect|setSoTimeout|setTcpNoDelay|setReuseAddress|isConnected)\b/,
  },
  javascript: script,
  typescript: script,
};

/** A connection that is opened and closed, and carries nothing: a probe. Once in a while it is right. */
export const openAndClose: CodeCause = {
  id: 'probe',
  languages: Object.keys(connecting) as readonly SourceLanguage[],
  words: /\bcreate_connection\b|\bsocket\b|\bnet\b|\bTCPSocket\b|\bSocket\b/,
  symptoms: ['probe', 'thrown-away'],
  *find(code) {
    const known = connecting[code.file.language];
    if (known === undefined) return;
    for (const node of callsOf(code)) {
      if (!known.opens.test(calleeOf(node)) || !scopeOf(code, node).isPerCall) continue;
      if (!carriesNothing(code, node, known)) continue;
      yield {
        node,
        needsEvidence: true,
        mechanism:
          'The connection is opened and closed without data, and each time this leaves a port in TIME_WAIT.',
        advice: 'Probe less often, or ask over a connection that is kept.',
      };
    }
  },
};

function carriesNothing(code: Code, node: SyntaxNode, { closes, idle }: Connecting): boolean {
  const { text } = functionAround(code, node) ?? code.root;
  const member = node.parent !== null && code.shape.members.has(node.parent.type) ? node.parent : undefined;
  // `socket.create_connection(…).close()`.
  if (member !== undefined) return closes.test(`${member.text.slice(node.text.length)}(`);
  const block = enclosing(node, ({ type }) => /^(with_item|block|do_block)$/.test(type));
  const callee = calleeOf(node);
  const isOfSocket = code.shape.grammar === 'python' && /\.connect(_ex)?$/.test(callee);
  const name = isOfSocket ? callee.replace(/\.\w+$/, '') : givenName(code, node);
  if (name === undefined)
    return (
      block?.type === 'with_item' && /:\s*(#[^\n]*)?\n\s*(pass|return|continue)\b/.test(afterHead(code, node))
    );
  if (!/^[\w$]+$/.test(name)) return false;
  const uses = Array.from(
    text.matchAll(new RegExp(`(?<![\\w$.])${escapeRegExp(name)}(?![\\w$])([^\\n]{0,60})`, 'g')),
    ([, after = '']) => after,
  );
  const given = uses.findIndex((after) => /^[^=!<>]*:?=(?!=)|^\s*:/.test(after));
  return (
    (closes.test(text) || block?.type === 'with_item') &&
    uses.every((after, at) => at === given || idle.test(after))
  );
}

/** The head of the `with` that the call is in, and what follows. */
function afterHead({ file }: Code, node: SyntaxNode): string {
  return file.text.slice(node.endIndex, node.endIndex + 200);
}
