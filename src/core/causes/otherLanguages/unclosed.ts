import { calleeOf, callsOf, enclosing, escapeRegExp } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { givenName, scopeOf } from '../code/scope.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';

/** What is said of a socket that nothing closes, in any language. */
export const unclosedText = {
  mechanism:
    'The socket is kept and nothing in this file closes it: once the peer has closed, it stays in CLOSE_WAIT forever.',
  advice: 'Close the socket when `recv` returns nothing, and on every error.',
} as const;

/** What opens or accepts a socket in a language, and what closes one. */
interface Sockets {
  readonly opens: RegExp;
  readonly closes: RegExp;
  /** What the file says if its calls are about sockets. */
  readonly about: RegExp;
}

const c: Sockets = {
  opens: /^(accept4?|connect)$/,
  closes: /\b(close|closesocket|shutdown|fclose)\s*\(/,
  about: /<(sys\/socket|winsock2?)\.h>/,
};
const script: Sockets = {
  // By default, Node.js ends its side with the peer's.
  opens: /(^|\.)(connect|createConnection|createServer)$/,
  closes: /\.(end|destroy|destroySoon)\s*\(/,
  about: /\ballowHalfOpen['"]?\s*:\s*true\b/,
};
const sockets: Readonly<Partial<Record<SourceLanguage, Sockets>>> = {
  go: {
    opens: /(^|\.)(Dial|DialTimeout|DialTCP|DialContext|Accept|AcceptTCP)$/,
    closes: /\.Close(Write)?\b|\bclose\w*\(/i,
    about: /"net"/,
  },
  java: {
    opens: /(^|\.)(Socket|accept)$/,
    closes: /\.(close|shutdownOutput)\s*\(|\btry\s*\(/,
    about: /\bjava\.net\./,
  },
  csharp: {
    opens: /(^|\.)(TcpClient|Accept(TcpClient|Socket)?(Async)?)$/,
    closes: /\.(Close|Dispose|DisposeAsync|Shutdown)\s*\(|\busing\s*(\(|var\b|\w+\s+\w+\s*=)/,
    about: /\bSystem\.Net\.Sockets\b/,
  },
  ruby: {
    opens: /^(TCPSocket\.(new|open)|Socket\.tcp|[\w@.]+\.accept)$/,
    closes: /\.(close|close_write|shutdown)\b/,
    about: /\b(TCPSocket|TCPServer|Socket)\b/,
  },
  c,
  cpp: c,
  javascript: script,
  jsx: script,
  typescript: script,
  tsx: script,
};

/**
 * Sockets that are opened or accepted in a file in which nothing closes any. No line is certain, as a socket may be handed on:
 * only those in CLOSE_WAIT make it a cause.
 */
export const unclosed: CodeCause = {
  id: 'unclosed',
  languages: Object.keys(sockets) as readonly SourceLanguage[],
  words:
    /\b(accept4?|Accept\w*|Dial\w*|TcpClient|TCPSocket|TCPServer|new\s+Socket|allowHalfOpen|connect)\b|Socket\.tcp/,
  symptoms: ['close-wait'],
  *find(code) {
    const { text, language } = code.file;
    const known = sockets[language];
    if (known === undefined || !known.about.test(text) || known.closes.test(text)) return;
    for (const node of callsOf(code)) {
      const callee = calleeOf(node);
      if (!known.opens.test(callee)) continue;
      if (known === script && !known.about.test(node.text)) continue;
      // A block closes it in Ruby.
      if (node.childForFieldName('block') !== null) continue;
      const scope = scopeOf(code, node);
      const name = givenName(code, node);
      if (enclosing(node, ({ type }) => code.shape.returns.has(type)) !== undefined) continue;
      if (
        name !== undefined &&
        new RegExp(`\\breturn\\b[^\\n;]*\\b${escapeRegExp(name)}\\b`).test(scope.around?.text ?? '')
      )
        continue;
      yield { node, ...unclosedText, needsEvidence: true };
    }
  },
};
