import { guideSection } from '../knowledge/guide.ts';
import { findOtherKey, keySince, knownKeysKernel } from '../knowledge/knownKeys.ts';
import type { ParameterEntry } from '../knowledge/parameters.ts';
import { keyFacts } from '../rules/keyFacts.ts';
import type { GuideLink } from './guideLink.ts';
import { code, link } from './markdown.ts';

/** What is known about a key, as Markdown: what it does, its values, versions and myths. Undefined for an unknown key. */
export function describeKey(key: string, guideLink: GuideLink): string | undefined {
  const { entry, isKnown } = keyFacts(key);
  if (entry !== undefined) return describeEntry(entry, guideLink);
  if (!isKnown) return undefined;
  const other = findOtherKey(key);
  const since = keySince(key);
  if (other !== undefined) return `A kernel parameter that only some kernels have: ${other.note}.`;
  return since === undefined
    ? `A parameter of Linux ${knownKeysKernel}. It does not affect TCP connections, so it has no entry here.`
    : `A kernel parameter since Linux ${since.by}${since.after === undefined ? '' : ` (not in ${since.after})`}.`;
}

function describeEntry(entry: ParameterEntry, guideLink: GuideLink): string {
  const facts = [valueFact(entry), defaultFact(entry), versionFact(entry), scopeFact(entry)];
  const choices = (entry.value.choices ?? []).map(({ value, meaning }) => `- ${code(value)}: ${meaning}`);
  const myths = entry.myths.map((myth) => `- ${myth}`);
  const { title } = guideSection(entry.section);
  const links = [
    link(`Guide: ${title}`, guideLink(entry.section)),
    ...entry.sources.map((source) => link(source.title, source.url)),
  ];
  return [
    entry.does,
    facts.filter((fact) => fact !== undefined).join('  \n'),
    choices.join('\n'),
    myths.length === 0 ? '' : `**Misconceptions**\n${myths.join('\n')}`,
    links.join(' · '),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function valueFact({ value }: ParameterEntry): string | undefined {
  const unit = value.unit === undefined ? '' : ` in ${value.unit}`;
  const fields = value.fields === undefined ? '' : ` (${value.fields.join(', ')})`;
  if (value.readOnly === true) return `Read-only${unit}`;
  if (value.format === 'portList') return 'Ports and ranges: `8080,9000-9010`';
  const { min, max } = value.accepted ?? {};
  const what = value.fields === undefined ? 'One number' : `${value.fields.length} numbers`;
  const range =
    min === undefined && max === undefined ? '' : `, ${String(min ?? '…')} to ${String(max ?? '…')}`;
  const sane = value.sane === undefined ? '' : `; useful: ${value.sane.min} to ${value.sane.max}`;
  return `${what}${fields}${unit}${range}${sane}`;
}

function defaultFact({ default: own }: ParameterEntry): string | undefined {
  const older = own.changes.map(({ before, value }) => `${code(value)} before ${before}`);
  const current = [own.value === undefined ? undefined : code(own.value), own.computed].filter(
    (part) => part,
  );
  if (current.length === 0) return undefined;
  return `Default: ${[current.join(', '), ...older].join('; ')}`;
}

function versionFact({ versions }: ParameterEntry): string | undefined {
  const facts = [
    versions.added && `since Linux ${versions.added.by}`,
    versions.removed && `**removed in Linux ${versions.removed.by}**`,
    versions.noEffect &&
      `**no effect${versions.noEffect.since === undefined ? '' : ` since Linux ${versions.noEffect.since}`}**`,
    versions.vendorOnly && `only in ${versions.vendorOnly}`,
    versions.neverExisted && '**has never existed in any kernel**',
    versions.needsModule && `exists while the module ${code(versions.needsModule)} is loaded`,
  ].filter((fact): fact is string => typeof fact === 'string');
  const changes = versions.changes.map(({ version, what }) => `${version}: ${what}`);
  if (facts.length === 0 && changes.length === 0) return undefined;
  return `Versions: ${[facts.join(', '), ...changes].filter((part) => part !== '').join(' · ')}`;
}

function scopeFact({ scope }: ParameterEntry): string | undefined {
  switch (scope.kind) {
    case 'namespace':
      return `Scope: each network namespace${scope.since === undefined ? '' : ` since Linux ${scope.since}`}`;
    case 'global':
      return {
        absent: 'Scope: whole host; absent in containers',
        readOnly: 'Scope: whole host; read-only in containers',
        shared: 'Scope: whole host',
      }[scope.inChild];
    case 'unknown':
      return undefined;
  }
}
