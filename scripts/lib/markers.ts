/**
 * Replaces what stands between `<!-- NAME:start -->` and `<!-- NAME:end -->`. Throws when the markers are not
 * there exactly once and in this order: a table that silently stays old is what this is for.
 */
export function replaceBetween(text: string, name: string, content: string, file = 'README.md'): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const parts = text.split(start);
  const rest = parts[1]?.split(end);
  if (parts.length !== 2 || rest?.length !== 2)
    throw new Error(`${file} needs the lines ${start} and ${end}, once each and in this order`);
  return `${parts[0] ?? ''}${start}\n\n${content.trim()}\n\n${end}${rest[1] ?? ''}`;
}
