import assert from 'node:assert/strict';
import { fleetStatus } from '../../../../src/cli/fleet.ts';
import {
  fleetSchema,
  fleetVersion,
  type Fleet,
  type FleetSeverity,
} from '../../../../src/core/fleet/fleet.ts';

function statusOf(severities: readonly FleetSeverity[], problems: Fleet['problems'] = []): number {
  const hosts = severities.map((severity, at) => ({
    job: 'a',
    instance: `web${at}:9810`,
    source: 'exporter' as const,
    severity,
    findings: [],
  }));
  return fleetStatus({
    schema: fleetSchema,
    version: fleetVersion,
    hosts,
    findings: [],
    drift: [],
    problems,
  });
}

describe('the exit status of fleet', () => {
  const problem = { code: 'failed', message: 'A query failed.' } as unknown as Fleet['problems'][number];

  it('is 0 if every host is known and nothing is wrong', () => {
    assert.equal(statusOf(['healthy']), 0);
    assert.equal(statusOf(['healthy', 'information', 'hint']), 0);
  });

  it('is 1 for a warning', () => assert.equal(statusOf(['healthy', 'warning', 'information']), 1));

  it('is 2 for an error, whatever else is not known', () => {
    assert.equal(statusOf(['warning', 'error']), 2);
    assert.equal(statusOf(['error', 'unknown'], [problem]), 2);
  });

  it('is 3 if something is not known', () => {
    assert.equal(statusOf(['healthy', 'unknown']), 3);
    assert.equal(statusOf(['warning', 'unknown']), 3);
    assert.equal(statusOf(['healthy'], [problem]), 3);
  });

  it('is 3 without a host', () => assert.equal(statusOf([]), 3));
});
