import assert from 'node:assert/strict';
import { servicePortTaken as rule } from '../../../../../src/core/rules/live/servicePortTaken.ts';
import type { DeclaredPort } from '../../../../../src/core/model/servicePort.ts';
import { evidence } from '../../../../support/evidence.ts';
import type { SocketRow } from '../../../../support/sockets.ts';

const range = 'ip_local_port_range = 32768 60999';
const connection: SocketRow = { state: 'ESTABLISHED', local: '10.0.0.1:50051', remote: '10.0.0.5:443' };
const declared: DeclaredPort = {
  ports: { low: 50_051, high: 50_051 },
  kind: 'nginx',
  file: 'nginx.conf',
  line: 3,
};

function judge(rows: readonly SocketRow[], ports: readonly DeclaredPort[] = [declared], lines = range) {
  return rule.evaluate({ ...evidence({ rows, lines }), servicePorts: ports });
}

describe('service-port-taken', () => {
  it('names the socket, its peer and the line of the service', () => {
    const [finding, ...others] = judge([connection]);
    assert.ok(finding);
    assert.deepEqual([finding.severity, others], ['warning', []]);
    assert.match(
      finding.title,
      /A program connects to 10\.0\.0\.5:443 from port 50051, on which nginx\.conf:3 has a service\.$/,
    );
    const sources = finding.evidence.map(({ key, value }) => `${key} ${value}`);
    assert.deepEqual(sources, ['port-taken 1', 'port-taken-for 10.0.0.5:443', 'service-port 50051']);
    assert.deepEqual(finding.fixes?.[0]?.changes, [
      { kind: 'set', key: 'net.ipv4.ip_local_reserved_ports', value: '50051' },
    ]);
  });

  it('says that TIME_WAIT comes after a connection, and not after a socket that is only bound', () => {
    const remedy = (row: SocketRow) => judge([row])[0]?.remedies.at(-1) ?? '';
    assert.match(remedy(connection), /The port is then free, after TIME_WAIT if this host closed/);
    assert.match(remedy({ state: 'CLOSE', local: '10.0.0.1:50051' }), /The port is then free\.$/);
  });

  it('adds to the ports that are reserved already, and asks for nothing that is there', () => {
    const reserved = (list: string) =>
      judge([connection], [declared], `${range}\nip_local_reserved_ports = ${list}`)[0];
    assert.deepEqual(reserved('9000')?.fixes?.[0]?.changes[0], {
      kind: 'set',
      key: 'net.ipv4.ip_local_reserved_ports',
      value: '9000,50051',
    });
    assert.equal(reserved('50000-50100')?.fixes, undefined);
  });

  it('leaves alone the service itself, its connections, TIME_WAIT, other ports, and images', () => {
    const listening: SocketRow = { state: 'LISTEN', local: '0.0.0.0:50051' };
    assert.deepEqual(judge([listening, { ...connection, remote: '10.0.0.9:40000' }]), []);
    assert.deepEqual(judge([{ ...connection, state: 'TIME_WAIT' }]), []);
    assert.deepEqual(judge([{ ...connection, local: '10.0.0.1:50052' }]), []);
    assert.deepEqual(judge([connection], [{ ...declared, kind: 'exposed' }]), []);
    assert.deepEqual(judge([connection], []), []);
  });

  it('names a few ports of a wide range, and how many more there are', () => {
    const wide: DeclaredPort = { ...declared, ports: { low: 1, high: 65_535 }, line: 9 };
    const rows = Array.from({ length: 14 }, (_, at) => ({ ...connection, local: `10.0.0.1:${50_060 - at}` }));
    const findings = judge(rows, [wide, declared]);
    assert.equal(findings.length, 11);
    assert.match(findings[0]?.title ?? '', /from port 50047, on which nginx\.conf:9 has a service\.$/);
    assert.match(findings[4]?.title ?? '', /from port 50051, on which nginx\.conf:3 has a service\.$/);
    assert.equal(findings[10]?.title, '4 more ports of services are taken by other sockets.');
    const input = { ...evidence({ rows, lines: range }), servicePorts: [wide] };
    assert.ok((rule.ownersWanted?.(input).length ?? 0) <= 10);
    assert.equal(
      judge(rows.slice(0, 11), [wide])[10]?.title,
      '1 more port of a service is taken by other sockets.',
    );
  });

  it('looks at a table again when other files or parameters are known', () => {
    const input = evidence({ rows: [connection], lines: range });
    assert.equal(rule.evaluate({ ...input, servicePorts: [] }).length, 0);
    assert.equal(rule.evaluate({ ...input, servicePorts: [declared] }).length, 1);
  });

  it('does not step through the ports of wide ranges', () => {
    let steps = 0;
    const high = { valueOf: () => (steps++, 65_535) } as unknown as number;
    const wide: DeclaredPort = { ...declared, ports: { low: 1, high } };
    assert.equal(judge([connection], [wide]).length, 1);
    assert.ok(steps < 100, String(steps));
  });

  it('names an absolute path by its end, and keeps it whole in the evidence', () => {
    const [finding] = judge([connection], [{ ...declared, file: '/home/me/work/deploy/nginx.conf' }]);
    assert.match(finding?.title ?? '', /on which deploy\/nginx\.conf:3 has a service\.$/);
    assert.ok(JSON.stringify(finding?.evidence).includes('/home/me/work/deploy/nginx.conf'));
  });
});
