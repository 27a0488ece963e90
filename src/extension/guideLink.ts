import type { Uri } from 'vscode';

/**
 * The section that a link to the guide names, by its fragment or by `?section=`; undefined where it names none. Any
 * program may send such a link, so only what can be an id is let through.
 */
export function guideSectionOf(uri: Pick<Uri, 'path' | 'query' | 'fragment'>): string | undefined {
  if (uri.path !== '/guide') return undefined;
  const section = uri.fragment === '' ? new URLSearchParams(uri.query).get('section') : uri.fragment;
  return section !== null && /^[a-z0-9][a-z0-9._-]{0,80}$/i.test(section) ? section : undefined;
}
