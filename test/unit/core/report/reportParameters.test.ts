import assert from 'node:assert/strict';
import type { ConfiguredParameters } from '../../../../src/core/model/configuredParameters.ts';
import { ok } from '../../../../src/core/model/outcome.ts';
import { parseKernelVersion } from '../../../../src/core/model/kernelVersion.ts';
import { reportParameters, type ReportParameter } from '../../../../src/core/report/reportParameters.ts';
import { linux } from '../../../support/fakeHost.ts';
import { running } from '../../../support/judging.ts';
import { smallReportInput } from '../../../support/smallHost.ts';

const nothingSet: ConfiguredParameters = {
  values: new Map(),
  tool: 'procps',
  appliesHere: true,
  canBeOpened: true,
};

function of(
  key: string,
  value: string,
  release = '6.18.1',
  configured: Partial<ConfiguredParameters> = {},
): ReportParameter | undefined {
  const { snapshot } = smallReportInput();
  const facts = ok({ ...linux, kernel: parseKernelVersion(release) });
  const parameters = ok(running(`${key} = ${value}`));
  const configuration = ok({ ...nothingSet, ...configured });
  return reportParameters({ ...snapshot, facts, parameters, configuration }).find((row) => row.key === key);
}

const reuse = 'net.ipv4.tcp_tw_reuse';

describe('reportParameters', () => {
  it('tells a value from the default', () => {
    assert.deepEqual(of(reuse, '2'), { key: reuse, value: '2', default: '2', isChanged: false });
    assert.deepEqual(of(reuse, '1'), { key: reuse, value: '1', default: '2', isChanged: true });
  });

  it('knows the default of an older kernel, and none where that was another and the kernel is not known', () => {
    assert.deepEqual(of(reuse, '0', '4.17.0'), { key: reuse, value: '0', default: '0', isChanged: false });
    assert.equal(of(reuse, '0', '4.18.0')?.isChanged, true);
    assert.deepEqual(of(reuse, '0', 'odd'), { key: reuse, value: '0' });
  });

  it('compares fields, not blanks', () => {
    assert.equal(of('net.ipv4.ip_local_port_range', '32768\t60999')?.isChanged, false);
    assert.equal(of('net.ipv4.ip_local_port_range', '32768\t60998')?.isChanged, true);
  });

  it('tells what the files set, and whether it is what runs', () => {
    const configured = { value: '1', path: '/etc/sysctl.d/90-web.conf', line: 3 };
    const values = new Map([[reuse, configured]]);
    assert.deepEqual(of(reuse, '2', '6.18.1', { values }), {
      key: reuse,
      value: '2',
      default: '2',
      isChanged: false,
      configured,
      isDrifted: true,
    });
    assert.equal(of(reuse, '1', '6.18.1', { values })?.isDrifted, false);
  });

  it('calls nothing drifted in a network namespace that boot does not write to', () => {
    const values = new Map([[reuse, { value: '1', path: '/etc/sysctl.d/90-web.conf', line: 3 }]]);
    const row = of(reuse, '2', '6.18.1', { values, appliesHere: false });
    assert.equal(row?.configured?.value, '1');
    assert.ok(!('isDrifted' in row));
  });

  it('says how a default is computed that no number can be given for', () => {
    const buckets = of('net.ipv4.tcp_max_tw_buckets', '131072');
    assert.match(buckets?.computedDefault ?? '', /^tcp_ehash_entries \/ 2/);
    assert.ok(buckets !== undefined && !('isChanged' in buckets));
  });
});
