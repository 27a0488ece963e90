/** Where a field of a trace event is, in bytes from its beginning. */
export interface TraceField {
  readonly offset: number;
  readonly size: number;
}

export interface TraceFormat {
  /** The number that an event of this kind begins with. */
  readonly id: number;
  readonly fields: ReadonlyMap<string, TraceField>;
}

/** Parses `events/…/format` of tracefs (Documentation/trace/events.rst); undefined if it has no number. */
export function parseTraceFormat(text: string): TraceFormat | undefined {
  const id = /^ID: (\d{1,5})$/m.exec(text)?.[1];
  if (id === undefined) return undefined;
  const fields = new Map<string, TraceField>();
  for (const [, name = '', offset, size] of text.matchAll(
    /^\tfield:[^;\n]*?(\w+)(?:\[\d*\])?;\toffset:(\d{1,5});\tsize:(\d{1,5});/gm,
  ))
    fields.set(name, { offset: Number(offset), size: Number(size) });
  return { id: Number(id), fields };
}
