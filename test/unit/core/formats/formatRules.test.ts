import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import { formatRules, formats } from '../../../../src/core/formats/formats.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { parameterRules } from '../../../../src/core/rules/parameterRules.ts';
import { repository } from '../../../support/paths.ts';

describe('formatRules', () => {
  it('have ids that no other rule has', () => {
    const ids = [...formatRules, ...parameterRules, ...liveRules].map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
    );
    for (const id of ids) assert.match(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
  });

  it('name a section of the guide', () => {
    for (const { id, section } of formatRules) assert.ok(isGuideSectionId(section), id);
  });
});

describe('the documented values of `format`', () => {
  it('are the ids of all formats', () => {
    const text = readFileSync(join(repository, 'docs/parameters.md'), 'utf8');
    const [, cell = ''] = /^\| `format` +\|([^|]*)\|$/mu.exec(text) ?? [];
    const documented = Array.from(cell.matchAll(/`([^`]+)`/gu), ([, id]) => id);
    assert.deepEqual(documented.toSorted(), formats.map(({ id }) => id).toSorted());
  });
});
