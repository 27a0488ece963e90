import { guideSections } from '../../src/core/knowledge/guide.ts';
import type { RequiredInput } from '../../src/core/rules/rule.ts';
import { liveRules } from '../../src/core/rules/liveRules.ts';
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

const readFrom: Readonly<Record<RequiredInput, string>> = {
  sockets: 'sockets',
  parameters: 'kernel parameters',
  counters: 'counters',
  nat: 'tracked connections',
  configuration: 'configuration files',
  connections: 'connections as they end',
  servicePorts: 'files that declare ports',
};

/** What is judged on a running host: the rules by the section of the guide that explains them, in the order of the report. */
export function rulesTable(): string {
  const ids = [...new Set(liveRules.map(({ section }) => section))];
  const rows = ids.map((id) => {
    const of = liveRules.filter((rule) => rule.section === id);
    const section = guideSections.find((one) => one.id === id);
    if (section === undefined) throw new Error(`the guide has no section ${id}`);
    const inputs = new Set(of.flatMap(({ requires }) => requires));
    return [
      `[${cell(section.title)}](media/guide/${section.file}#${section.anchor})`,
      of.map((rule) => `\`${rule.id}\``).join(', '),
      [...inputs].map((input) => readFrom[input]).join(', '),
    ];
  });
  return table(['What', 'Rules', 'Judged from'], rows);
}
