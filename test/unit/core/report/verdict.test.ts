import assert from 'node:assert/strict';
import type { Severity } from '../../../../src/core/model/finding.ts';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import type { ReportFinding } from '../../../../src/core/report/findings/findingActions.ts';
import type { Report } from '../../../../src/core/report/report.ts';
import { evaluate } from '../../../../src/core/rules/evaluate.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { verdict } from '../../../../src/core/report/verdict.ts';
import { evidence } from '../../../support/evidence.ts';
import { smallReportInput, unreadableReportInput } from '../../../support/smallHost.ts';

const small = buildReport(smallReportInput());
const healthy: Report = { ...small, findings: [], notJudged: [] };

function findings(...severities: readonly Severity[]): ReportFinding[] {
  return severities.map((severity, at) => ({
    rule: 'r',
    section: 's',
    severity,
    subject: { kind: 'host' },
    title: `Title ${at}.`,
    explanation: 'E.',
    evidence: [],
    remedies: [],
    actions: [],
  }));
}

const noProblem = 'No problem found in local ports, queues, CLOSE_WAIT, peers and programs, limits or NAT.';

describe('verdict', () => {
  it('is the worst finding, and how many more there are', () => {
    assert.deepEqual(verdict({ ...healthy, findings: findings('error') }), {
      severity: 'error',
      sentence: 'Title 0.',
    });
    assert.deepEqual(verdict({ ...healthy, findings: findings('warning', 'information') }), {
      severity: 'warning',
      sentence: 'Title 0. 1 more finding below.',
    });
    assert.match(
      verdict({ ...healthy, findings: findings('error', 'error', 'hint') }).sentence,
      /2 more findings/,
    );
  });

  it('is not spoilt by what is only worth knowing', () => {
    assert.equal(verdict({ ...healthy, findings: findings('information') }).severity, 'healthy');
  });

  it('is unknown where the sockets could not be read, whatever was found', () => {
    const report = buildReport(unreadableReportInput());
    const expected = {
      severity: 'unknown',
      sentence: 'The sockets could not be read. This machine runs darwin.',
    };
    assert.deepEqual(report.verdict, expected);
    assert.deepEqual(verdict({ ...report, findings: findings('warning') }), expected);
  });

  it('is unknown where nothing was found and a rule could not judge', () => {
    const notJudged = [{ rules: ['r'], missing: 'counters', reason: 'They may not be read.' }] as const;
    assert.deepEqual(verdict({ ...healthy, notJudged }), {
      severity: 'unknown',
      sentence: `${noProblem} Not everything could be checked. They may not be read.`,
    });
    assert.equal(verdict({ ...healthy, notJudged, findings: findings('error') }).severity, 'error');
  });

  it('says what was not looked at, and nothing good of it', () => {
    const { unjudged } = evaluate(liveRules, evidence({ rows: [], lines: '' }));
    const rules = unjudged.filter(({ missing }) => missing === 'counters').map(({ rule }) => rule);
    assert.ok(rules.length > 2);
    const notJudged = [{ rules, missing: 'counters', reason: 'They may not be read.' }] as const;
    const { severity, sentence } = verdict({ ...healthy, notJudged });
    assert.equal(severity, 'unknown');
    assert.match(
      sentence,
      /^No problem found in .*CLOSE_WAIT.*\. Not fully checked: .*limits.*\. They may not be read\.$/,
    );
    const [fine = '', missing = ''] = sentence.split('Not fully checked: ');
    for (const area of missing.split('. ')[0]?.split(', ') ?? []) assert.ok(!fine.includes(area), area);
  });

  it('is unknown where a figure is missing without which no rule speaks', () => {
    const sentence = (report: Report): string => {
      const found = verdict(report);
      assert.equal(found.severity, 'unknown');
      return found.sentence;
    };
    const { ports, ...sockets } = healthy.sockets!;
    const { limit, kernelCount, ...timeWait } = healthy.timeWait;
    assert.ok(ports !== undefined && limit !== undefined && kernelCount !== undefined);
    assert.match(
      sentence({ ...healthy, sockets }),
      /limits or NAT\. Not fully checked: local ports\. The local port range could not be read\.$/,
    );
    assert.match(
      sentence({ ...healthy, timeWait: { ...timeWait, kernelCount } }),
      /limit of the TIME_WAIT table/,
    );
    assert.match(sentence({ ...healthy, timeWait: { ...timeWait, limit } }), /own count of TIME_WAIT/);
  });

  it('finds nothing good of local ports where those that are only bound cannot be seen', () => {
    const notJudged = [
      { rules: ['bind-before-connect'], missing: 'boundSockets', reason: 'Linux 6.8 lists them.' },
    ] as const;
    const { severity, sentence } = verdict({ ...healthy, notJudged });
    assert.equal(severity, 'healthy');
    assert.match(sentence, /^No problem found in queues, CLOSE_WAIT, peers and programs, limits or NAT\. /);
    assert.match(
      sentence,
      / Local ports were looked at only in part: not those that are bound and not connected\.$/,
    );
    const counters = { rules: ['r'], missing: 'counters', reason: 'They may not be read.' } as const;
    assert.match(
      verdict({ ...healthy, notJudged: [counters, ...notJudged] }).sentence,
      /^No problem found in queues, .* Not fully checked: local ports\. They may not be read\.$/,
    );
  });

  it('is healthy where only programs of other users could not be seen, and says that they were not looked at', () => {
    const notJudged = [{ rules: ['r'], missing: 'processes', reason: '3 sockets have no name.' }] as const;
    const { severity, sentence } = verdict({ ...healthy, notJudged });
    assert.equal(severity, 'healthy');
    assert.match(sentence, / Not looked at: programs that could not be read\.$/);
  });

  it('mentions a queue that overflowed before anybody looked', () => {
    const [first] = findings('information');
    assert.ok(first !== undefined);
    const overflowed = { ...first, section: 'accept-queue-overflow' };
    assert.match(verdict({ ...healthy, findings: [overflowed] }).sentence, / Worth knowing: Title 0\.$/);
    assert.doesNotMatch(verdict({ ...healthy, findings: [first] }).sentence, /Worth knowing/);
  });

  it('says in numbers why nothing is wrong', () => {
    assert.deepEqual(verdict(healthy), {
      severity: 'healthy',
      sentence:
        'No problem found in local ports, queues, CLOSE_WAIT, peers and programs, limits or NAT. 12 TIME_WAIT sockets are a healthy sign of closed connections: ' +
        'the fullest destination uses 90 % of the local ports and the table has room for 131,072.',
    });
  });

  it('says so where TIME_WAIT blocks nothing, and where there is none', () => {
    const { sockets, timeWait } = healthy;
    assert.ok(sockets);
    const serverOnly = { ...healthy, sockets: { ...sockets, destinations: [] } };
    assert.match(verdict(serverOnly).sentence, /closed connections: they do not block outgoing ports and/);
    const none = { ...healthy, timeWait: { ...timeWait, count: 0 } };
    assert.equal(
      verdict(none).sentence,
      'No problem found in local ports, queues, CLOSE_WAIT, peers and programs, limits or NAT. There are no TIME_WAIT sockets.',
    );
    const one = { ...healthy, timeWait: { ...timeWait, count: 1 } };
    assert.match(verdict(one).sentence, /1 TIME_WAIT socket is a healthy sign/);
  });
});
