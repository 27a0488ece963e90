/** A column of a text table. */
export interface TextColumn<T> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly text: (item: T) => string;
}

/** A table with aligned columns separated by two spaces, without trailing spaces. */
export function tableText<T>(columns: readonly TextColumn<T>[], items: readonly T[]): readonly string[] {
  const rows = [
    columns.map(({ title }) => title),
    ...items.map((item) => columns.map(({ text }) => text(item))),
  ];
  const widths = columns.map((_, at) =>
    rows.reduce((width, row) => Math.max(width, row[at]?.length ?? 0), 0),
  );
  return rows.map((row) => {
    const cells = row.map((cell, at) => {
      const width = widths[at] ?? 0;
      return columns[at]?.align === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    return cells.join('  ').trimEnd();
  });
}
