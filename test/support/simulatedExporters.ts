// One process that answers as a thousand exporters: the address that is asked tells which one, 127.1.0.0 is the first.
import { createServer } from 'node:http';
import { exposition } from '../../src/cli/exporter/exposition.ts';
import { single, type Metric } from '../../src/core/metrics/metric.ts';

/** Of a thousand, so many have another value. */
const others = 37;

function metricsOf(host: number): readonly Metric[] {
  const isFull = host === 700;
  const isWarm = host % 100 === 50;
  const share = isFull ? 1 : isWarm ? 0.85 : (host % 50) / 100;
  const severity = isFull ? 'error' : isWarm ? 'warning' : 'healthy';
  const labels = { local_address: '10.0.0.1', remote_address: '10.9.0.1', remote_port: '443' };
  const reuse = host < others ? 0 : 2;
  return [
    { name: 'socket_diagnostics_verdict', samples: [{ labels: { severity }, value: 1 }] },
    {
      name: 'socket_diagnostics_findings',
      samples: isFull ? [{ labels: { rule: 'ephemeral-port-exhaustion', severity }, value: 1 }] : [],
    },
    ...single('socket_diagnostics_fullest_destination_ports_used_ratio', share),
    { name: 'socket_diagnostics_destination_ports_used_ratio', samples: [{ labels, value: share }] },
    ...single('socket_diagnostics_time_wait_table_sockets', host),
    { name: 'socket_diagnostics_section_complete', samples: [{ labels: { section: 'sockets' }, value: 1 }] },
    {
      name: 'socket_diagnostics_parameter',
      samples: [{ labels: { key: 'net.ipv4.tcp_tw_reuse' }, value: reuse }],
    },
    ...single('socket_diagnostics_inspection_interval_seconds', 15),
    ...single('socket_diagnostics_inspection_timestamp_seconds', Date.now() / 1000),
  ];
}

createServer((request, response) => {
  const [, , high = 0, low = 0] = (request.socket.localAddress ?? '').split('.').map(Number);
  void exposition(metricsOf(high * 250 + low), 'text').then((text) => {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(text);
  });
}).listen(9810, '0.0.0.0');
