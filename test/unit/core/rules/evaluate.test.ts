import assert from 'node:assert/strict';
import { isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import type { Finding, Severity } from '../../../../src/core/model/finding.ts';
import { evaluate, ownersWanted } from '../../../../src/core/rules/evaluate.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import type { Rule, RequiredInput } from '../../../../src/core/rules/rule.ts';
import { evidence, readings } from '../../../support/evidence.ts';

function finding(rule: string, severity: Severity): Finding {
  const words = { title: 'T.', explanation: 'E.', evidence: [], remedies: [] };
  return { rule, section: 's', severity, subject: { kind: 'host' }, ...words };
}

function rule(id: string, severities: readonly Severity[], requires: readonly RequiredInput[] = []): Rule {
  return {
    id,
    section: 's',
    severity: 'warning',
    requires,
    evaluate: () => severities.map((severity) => finding(id, severity)),
  };
}

describe('evaluate', () => {
  it('puts the worst first, and keeps the order of the rules within a severity', () => {
    const rules = [
      rule('a', ['information', 'error']),
      rule('b', ['hint', 'error', 'warning']),
      rule('c', ['information']),
    ];
    assert.deepEqual(
      evaluate(rules, {}).findings.map(({ rule: id, severity }) => `${id} ${severity}`),
      ['a error', 'b error', 'b warning', 'a information', 'c information', 'b hint'],
    );
  });

  it('names a rule that could not judge all, with the reason that it gives, beside its findings', () => {
    const unsure: Rule = {
      ...rule('a', ['error']),
      unsure: () => ({ missing: 'secondReading', reason: 'Read once.' }),
    };
    const { findings, unjudged } = evaluate([unsure, { ...unsure, id: 'b', unsure: () => undefined }], {});
    assert.equal(findings.length, 2);
    assert.deepEqual(unjudged, [{ rule: 'a', missing: 'secondReading', reason: 'Read once.' }]);
  });

  it('names each rule that lacks its input, with the first part that is missing', () => {
    const rules = [
      rule('a', ['error'], ['sockets', 'parameters']),
      rule('b', ['error'], ['counters', 'sockets']),
      rule('c', ['error'], ['counters']),
    ];
    const { findings, unjudged } = evaluate(rules, { counters: readings({}) });
    assert.deepEqual(
      findings.map(({ rule: id }) => id),
      ['c'],
    );
    assert.deepEqual(unjudged, [
      { rule: 'a', missing: 'sockets' },
      { rule: 'b', missing: 'sockets' },
    ]);
  });

  it('names the parameter that a rule lacks', () => {
    const needy = { ...rule('a', ['error'], ['parameters']), requiresKeys: ['net.ipv4.ip_local_port_range'] };
    assert.deepEqual(evaluate([needy], {}).unjudged, [{ rule: 'a', missing: 'parameters' }]);
    const { parameters } = evidence({ rows: [], lines: 'tcp_tw_reuse = 2' });
    assert.ok(parameters);
    assert.deepEqual(evaluate([needy], { parameters }), {
      findings: [],
      unjudged: [{ rule: 'a', missing: 'parameters', key: 'net.ipv4.ip_local_port_range' }],
    });
  });

  it('asks each live rule of a host without any socket, and finds nothing', () => {
    const input = evidence({
      rows: [],
      lines:
        'ip_local_port_range = 32768 60999\ntcp_max_tw_buckets = 131072\ntcp_mem = 1 2 3\ntcp_max_orphans = 10',
      counters: readings({ 'sockstat.TCP.tw': 0 }),
    });
    assert.deepEqual(evaluate(liveRules, { ...input, servicePorts: [] }), {
      findings: [],
      unjudged: [],
    });
    assert.deepEqual(evaluate(liveRules, input).unjudged, [
      { rule: 'service-port-taken', missing: 'servicePorts' },
    ]);
  });

  it('asks no live rule without input', () => {
    assert.deepEqual(
      evaluate(liveRules, {}).unjudged.map((unjudged) => unjudged.rule),
      liveRules.map(({ id }) => id),
    );
  });
});

describe('ownersWanted', () => {
  it('joins what the rules want, without the sockets that have no inode', () => {
    const wanting = (...inodes: readonly number[]): Rule => ({
      ...rule('a', []),
      ownersWanted: () => inodes,
    });
    assert.deepEqual([...ownersWanted([wanting(1, 0, 2), rule('b', []), wanting(2, 3)], {})], [1, 2, 3]);
  });
});

describe('live rules', () => {
  it('have ids of their own, and a section of the guide', () => {
    assert.equal(new Set(liveRules.map(({ id }) => id)).size, liveRules.length);
    for (const { id, section } of liveRules) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(isGuideSectionId(section), section);
    }
  });
});
