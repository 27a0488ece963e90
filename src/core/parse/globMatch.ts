/** Longer paths cannot be opened (PATH_MAX). */
const longestPath = 4096;

/**
 * Whether a path matches a glob as in glob(3): `*` and `?` do not match `/`, and `[…]` matches one character. Takes
 * time proportional to pattern length × path length for any pattern.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  if (pattern.length > longestPath) return () => false;
  const patterns = pattern.split('/').map(tokens);
  // What every match begins and ends with, which most paths do not.
  const start = /^[^*?[]*/.exec(pattern)?.[0] ?? '';
  let last = pattern.length;
  while (last > 0 && !'*?]'.includes(pattern[last - 1] ?? '')) last--;
  const end = pattern.slice(last);
  return (path) => {
    if (!path.startsWith(start) || !path.endsWith(end)) return false;
    const names = path.split('/');
    return patterns.length === names.length && patterns.every((part, i) => matchesName(part, names[i] ?? ''));
  };
}

type Token =
  { readonly kind: 'any' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean };

function tokens(pattern: string): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    const close = character === '[' ? closingBracket(pattern, at) : -1;
    if (character === '*') found.push({ kind: 'any' });
    else if (character === '?') found.push({ kind: 'one', accepts: () => true });
    else if (close > 0) {
      found.push({ kind: 'one', accepts: characterSet(pattern.slice(at + 1, close)) });
      at = close;
    } else found.push({ kind: 'one', accepts: (other) => other === character });
  }
  return found;
}

/** A `]` right after `[` or `[!` is a member of the set. */
function closingBracket(pattern: string, open: number): number {
  const negated = pattern[open + 1] === '!' || pattern[open + 1] === '^';
  return pattern.indexOf(']', open + (negated ? 3 : 2));
}

function characterSet(inside: string): (character: string) => boolean {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const members = negated ? inside.slice(1) : inside;
  return (character) => {
    for (let at = 0; at < members.length; at++) {
      const low = members[at] ?? '';
      const isRange = members[at + 1] === '-' && at + 2 < members.length;
      const high = isRange ? (members[at + 2] ?? '') : low;
      if (character >= low && character <= high) return !negated;
      if (isRange) at += 2;
    }
    return negated;
  };
}

/** Backtracks to the last `*` only: an earlier one never needs to match more. */
function matchesName(pattern: readonly Token[], name: string): boolean {
  let at = 0;
  let token = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    const wanted = pattern[token];
    if (wanted?.kind === 'any') {
      star = token++;
      starAt = at;
    } else if (wanted?.accepts(name[at] ?? '')) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (pattern[token]?.kind === 'any') token++;
  return token === pattern.length;
}
