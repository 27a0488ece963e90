import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { guideSections, isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import {
  findParameter,
  inspectedParameters,
  parameterCatalogue,
  parameterFamilies,
  type ParameterEntry,
} from '../../../../src/core/knowledge/parameters.ts';
import { repository } from '../../../support/paths.ts';

const folder = join(repository, 'src/core/knowledge');
const entries: readonly ParameterEntry[] = [...parameterCatalogue.values(), ...parameterFamilies];

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** Numbers of a value as the file of the key prints it. */
function numbersOf(value: string): number[] {
  return value === '' ? [] : value.split(' ').map(Number);
}

describe('the catalogue of kernel parameters', () => {
  it('keeps to its JSON schema', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true });
    const validate = ajv.compile(readJson('parameters.schema.json') as AnySchemaObject);
    assert.ok(validate(readJson('parameters.json')), ajv.errorsText(validate.errors, { separator: '\n' }));
  });

  it('has every key once', () => {
    const data = readJson('parameters.json') as { parameters: { key: string }[] };
    assert.equal(entries.length, data.parameters.length);
    assert.equal(new Set(entries.map((entry) => entry.key)).size, entries.length);
  });

  it('names sources that exist, and uses every source', () => {
    const data = readJson('parameters.json') as {
      sources: Record<string, { url: string }>;
      parameters: { key: string; sources: string[] }[];
    };
    const used = new Set(data.parameters.flatMap((entry) => entry.sources));
    assert.deepEqual([...used].sort(), Object.keys(data.sources).sort());
    for (const { url } of Object.values(data.sources)) assert.equal(new URL(url).href, url);
  });

  it('links every key to a section that mentions it', () => {
    for (const entry of entries) {
      assert.ok(isGuideSectionId(entry.section), `${entry.key}: no section ${entry.section}`);
      const section = guideSections.find(({ id }) => id === entry.section);
      assert.ok(section);
      const chapter = readFileSync(join(repository, 'media/guide', section.file), 'utf8');
      const text = chapter.split(/^## /mu).find((part) => part.startsWith(section.title)) ?? '';
      const name = entry.key.split('.').at(-1) ?? '';
      assert.ok(text.includes(name), `${entry.key} is not mentioned in ${section.file}, ${section.title}`);
    }
  });

  it('has defaults and choices that the kernel accepts', () => {
    for (const { key, value, default: standard } of entries) {
      const accepted = value.accepted;
      if (accepted === undefined) continue;
      const numbers = value.format === 'portList' ? [] : numbersOf(standard.value ?? '');
      for (const number of [...numbers, ...(value.choices ?? []).map((choice) => Number(choice.value))]) {
        assert.ok(number >= (accepted.min ?? -Infinity) && number <= (accepted.max ?? Infinity), key);
      }
      assert.ok((accepted.min ?? -Infinity) <= (value.sane?.min ?? Infinity), key);
      assert.ok((accepted.max ?? Infinity) >= (value.sane?.max ?? -Infinity), key);
    }
  });

  it('names the fields of every vector', () => {
    for (const { key, value, default: standard } of entries) {
      const isVector = value.format === 'integerVector' || value.format === 'portRange';
      assert.equal(value.fields !== undefined, isVector, key);
      if (isVector && standard.value !== undefined) {
        assert.equal(numbersOf(standard.value).length, value.fields?.length, key);
      }
    }
  });

  it('says of every key that it exists, or why it does not', () => {
    for (const { key, scope, versions } of entries) {
      const isGone = [versions.removed, versions.vendorOnly, versions.neverExisted].some(
        (fact) => fact !== undefined,
      );
      if (scope.kind === 'unknown') assert.ok(isGone, key);
    }
  });

  it('lists the keys that an inspection reads', () => {
    for (const name of [
      'ip_local_port_range',
      'ip_local_reserved_ports',
      'tcp_max_tw_buckets',
      'tcp_tw_reuse',
    ]) {
      assert.ok(inspectedParameters.includes(`net.ipv4.${name}`), name);
    }
    assert.ok(inspectedParameters.every((key) => parameterCatalogue.has(key)));
  });

  it('finds a key by its name or by its family', () => {
    assert.equal(findParameter('net.ipv4.tcp_tw_recycle')?.versions.removed?.by, '4.12');
    assert.equal(findParameter('net.ipv6.tcp_tw_reuse')?.key, 'net.ipv6.tcp_*');
    assert.equal(findParameter('net.ipv4.netfilter.ip_conntrack_max')?.versions.removed?.by, '4.9');
    assert.equal(findParameter('net.ipv6.tcp_'), undefined);
    assert.equal(findParameter('net.ipv6.tcp_mem.x'), undefined);
    assert.equal(findParameter('net.ipv4.tcp_tw_ruse'), undefined);
  });
});
