import assert from 'node:assert/strict';
import { isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import { liveRule } from '../../../../src/core/rules/liveRule.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';

const words = {
  subject: { kind: 'host' },
  title: 'T.',
  explanation: 'E.',
  evidence: [],
  remedies: [],
} as const;

describe('liveRule', () => {
  const rule = liveRule({
    id: 'one',
    section: 'nat-collisions',
    severity: 'warning',
    requires: [],
    judge: () => [words, { ...words, severity: 'error', section: 'l7-balancer' }],
  });

  it('writes its id, section and severity into each finding that does not say otherwise', () => {
    assert.deepEqual(
      rule.evaluate({}).map((finding) => [finding.rule, finding.section, finding.severity]),
      [
        ['one', 'nat-collisions', 'warning'],
        ['one', 'l7-balancer', 'error'],
      ],
    );
  });

  it('has made all live rules, each with an id of its own and a section of the guide', () => {
    assert.equal(new Set(liveRules.map(({ id }) => id)).size, liveRules.length);
    assert.deepEqual(
      liveRules.filter(({ section }) => !isGuideSectionId(section)),
      [],
    );
  });
});
