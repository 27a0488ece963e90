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
});
