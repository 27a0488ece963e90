import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideSectionIds } from '../../../../src/core/knowledge/guideSectionIds.ts';
import { metricDescriptions } from '../../../../src/core/metrics/metric.ts';
import { repository } from '../../../support/paths.ts';

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const files = ['prometheus/rules.yml', 'prometheus/dashboard.json', 'docs/exporter.md'];

describe('rules, dashboard and documentation of the exporter', () => {
  it('name only metrics that the exporter gives', () => {
    for (const file of files) {
      const names = read(file).match(/(?<![a-z_:])socket_diagnostics_[a-z_]+/g) ?? [];
      assert.ok(names.length > 5, file);
      for (const name of names) assert.ok(name in metricDescriptions, `${file}: ${name}`);
    }
  });

  it('document every metric', () => {
    const text = read('docs/exporter.md');
    for (const name of Object.keys(metricDescriptions)) assert.ok(text.includes(`\`${name}\``), name);
  });

  it('link to sections of the guide that there are', () => {
    const sections = [...read('prometheus/rules.yml').matchAll(/\/guide#([a-z-]+)/g)].map(
      (match) => match[1],
    );
    assert.ok(sections.length > 5);
    for (const section of sections)
      assert.ok(
        guideSectionIds.some((id) => id === section),
        section,
      );
  });
});
