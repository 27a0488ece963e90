/**
 * The kernel's count in a text for people, for example `TIME_WAIT 1,234 · +5/s`. It goes by both names if the last inspection saw
 * orphans in FIN_WAIT2, which the workbench's own connections leave now and then. NaN if the text has none.
 */
export function shownLevel(text: string): number {
  return Number(/TIME_WAIT(?: and orphaned FIN_WAIT2)? ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
}
