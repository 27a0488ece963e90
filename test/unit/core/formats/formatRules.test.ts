import assert from 'node:assert/strict';
import { isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import { formatRules } from '../../../../src/core/formats/formats.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { parameterRules } from '../../../../src/core/rules/parameterRules.ts';

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
