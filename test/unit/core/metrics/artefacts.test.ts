import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideSectionIds } from '../../../../src/core/knowledge/guideSectionIds.ts';
import { metricDescriptions } from '../../../../src/core/metrics/metric.ts';
import { repository } from '../../../support/paths.ts';

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const files = ['prometheus/rules.yml', 'prometheus/dashboard.json', 'docs/exporter.md'];

interface Dashboard {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
    readonly datasource: unknown;
    readonly targets: readonly { readonly refId: string }[];
  }[];
}

describe('rules, dashboard and documentation of the exporter', () => {
  it('name only metrics that the exporter gives', () => {
    for (const file of files) {
      const names = read(file).match(/(?<![a-z_:])socket_diagnostics_[a-z_]+/g) ?? [];
      assert.ok(names.length > 5, file);
      for (const name of names) assert.ok(name in metricDescriptions, `${file}: ${name}`);
    }
  });

  it('draw a dashboard whose panels stand side by side, with the variables that there are', () => {
    // Grafana's model of a dashboard: https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/
    const text = read('prometheus/dashboard.json');
    const { panels, templating, uid, schemaVersion } = JSON.parse(text) as Dashboard;
    assert.match(uid, /^[\w-]{1,40}$/);
    assert.ok(schemaVersion >= 36);
    const taken = new Set<string>();
    for (const { title, gridPos, targets, datasource } of panels) {
      const { x, y, w, h } = gridPos;
      assert.ok(x >= 0 && x + w <= 24, title);
      for (let column = x; column < x + w; column++)
        for (let row = y; row < y + h; row++) {
          const place = `${String(column)} ${String(row)}`;
          assert.ok(!taken.has(place), `${title} lies on another panel`);
          taken.add(place);
        }
      assert.deepEqual(datasource, { type: 'prometheus', uid: '${datasource}' }, title);
      assert.ok(targets.length > 0, title);
      const references = targets.map(({ refId }) => refId);
      assert.equal(new Set(references).size, references.length, title);
    }
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const variables = new Set(templating.list.map(({ name }) => name));
    const used = [...text.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      used.filter((name) => !variables.has(name)),
      [],
    );
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
