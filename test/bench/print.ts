import { cpus, release, totalmem } from 'node:os';
import type { Row } from './row.ts';

function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function verdict({ met }: Row): string {
  if (met === null) return '';
  return met ? 'met' : 'MISSED';
}

function cells(row: Row): readonly string[] {
  const medians = Object.entries(row.medians).map(([what, value]) => `${what} ${figure(value)}`);
  return [
    row.ratio === null ? '' : figure(row.ratio),
    row.budget ?? '',
    verdict(row),
    row.name,
    medians.length === 0 ? '' : `${medians.join(', ')} ${row.unit}`,
  ];
}

const head = ['ratio', 'budget', '', 'what', 'medians'];

/** For a terminal: ratios first, columns lined up. */
export function textTable(rows: readonly Row[]): string {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column === 0;
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same for BENCHMARKS.md. */
export function markdownTable(rows: readonly Row[]): string {
  const line = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`;
  return [
    line(head),
    line(['---:', '---', '---', '---', '---']),
    ...rows.map((row) => line(cells(row))),
  ].join('\n');
}

/** What the figures were measured on. */
export function machine(): string {
  const [first, ...others] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `Linux ${release()}`,
    `${String(others.length + 1)} × ${first?.model.trim() ?? 'unknown CPU'}`,
    `${String(memory)} GiB`,
    `Node.js ${process.versions.node}`,
  ].join(', ');
}
