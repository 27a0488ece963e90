import { columnNames, type ColumnName } from '../../src/core/model/socketColumns.ts';

/** Columns that tests write in another form: as an endpoint, or by a name. */
const inWords = [
  'family',
  'state',
  'localAddress',
  'localPort',
  'remoteAddress',
  'remotePort',
  'timer',
] as const satisfies readonly ColumnName[];

/** The columns whose values tests write as the numbers that they are: all that are not named above. */
export type NumberColumn = Exclude<ColumnName, (typeof inWords)[number]>;

export const numberColumns = columnNames.filter(
  (name): name is NumberColumn => !inWords.some((other) => other === name),
);
