import type { Uri } from 'vscode';

/**
 * The section that a link to the guide names, in its fragment or in `?section=`; undefined if it names none. Any
 * program can send such a link, so only valid ids are accepted.
 */
export function guideSectionOf(uri: Pick<Uri, 'path' | 'query' | 'fragment'>): string | undefined {
  if (uri.path !== '/guide') return undefined;
  const section = uri.fragment === '' ? new URLSearchParams(uri.query).get('section') : uri.fragment;
  return section !== null && /^[a-z0-9][a-z0-9._-]{0,80}$/i.test(section) ? section : undefined;
}
