/**
 * A path as a URI reference (RFC 3986): relative as long as the path is, so that a code host finds it in the repository. Each
 * segment is escaped, because `#` and `?` would end the path, and `:` in the first segment would be a scheme.
 */
export function artifactUri(path: string): string {
  const escaped = path.replaceAll('\\', '/').split('/').map(encodeSegment).join('/');
  return escaped.startsWith('/') ? `file://${escaped}` : escaped.replace(/^(\.\/)+(?=.)/, '');
}

/** Half of a surrogate pair has no UTF-8. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
}
