/** How a language writes what a scan for brackets has to pass over. */
interface Marks {
  readonly comment: RegExp;
  readonly string: RegExp;
}

const hash = /#[^\n]*/y;
const quoted = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/y;

const marks: Readonly<Record<'nix' | 'puppet' | 'hcl' | 'ruby' | 'bash', Marks>> = {
  nix: { comment: /#[^\n]*|\/\*[\s\S]*?\*\//y, string: /"(?:\\.|[^"\\])*"|''[\s\S]*?''/y },
  puppet: { comment: hash, string: quoted },
  hcl: {
    comment: /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y,
    string: /"(?:\\.|[^"\\\n])*"|<<-?(\w+)\n[\s\S]*?\n[ \t]*\1(?=\s)/y,
  },
  ruby: { comment: hash, string: quoted },
  // Of a script only the comments are asked for: `case` has brackets without a partner.
  bash: { comment: /(?<=^|\s)#[^\n]*/my, string: quoted },
};

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/**
 * What a text says besides its keys and values: its comments, as words; null if its brackets or quotes do not match. Knows nothing of
 * our readers.
 */
export function structureOf(text: string, language: keyof typeof marks): readonly string[] | null {
  const { comment, string } = marks[language];
  const unix = text.replaceAll('\r\n', '\n');
  const comments: string[] = [];
  const open: string[] = [];
  for (let at = 0; at < unix.length;) {
    const found = matchAt(comment, unix, at) ?? '';
    if (found !== '') comments.push(`#\t${found}`);
    const passed = found === '' ? (matchAt(string, unix, at) ?? '') : found;
    const character = unix[at] ?? '';
    at += Math.max(1, passed.length);
    if (passed !== '') continue;
    if (character === '"') return null;
    if (closing[character] !== undefined) open.push(closing[character]);
    else if (/[)\]}]/.test(character) && open.pop() !== character && language !== 'bash') return null;
  }
  return open.length > 0 && language !== 'bash' ? null : comments;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
