import type { Manifest, Setting } from './manifest.ts';

/** A cell may hold neither a line break nor a bare pipe. */
function cell(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '(none yet)';
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function valuesOf({ type, enum: values }: Setting): string {
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  return type === undefined ? '' : [type].flat().join(', ');
}

/** In the settings editor `#id#` becomes a link; in a README it is plain code. */
function describe({ markdownDescription, description }: Setting): string {
  return (markdownDescription ?? description ?? '').replaceAll(/`#([\w.]+)#`/g, '`$1`');
}

export function settingsTable({ settings }: Manifest): string {
  const rows = Object.entries(settings).map(([id, setting]) => [
    `\`${id}\``,
    cell(valuesOf(setting)),
    setting.default === undefined ? '' : `\`${cell(JSON.stringify(setting.default))}\``,
    cell(describe(setting)),
  ]);
  return table(['Setting', 'Values', 'Default', 'What it does'], rows);
}

export function commandsTable({ commands, hidden }: Manifest): string {
  const rows = commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, title, category }) => [
      cell(category === undefined ? title : `${category}: ${title}`),
      `\`${command}\``,
    ]);
  return table(['Command', 'Id'], rows);
}
