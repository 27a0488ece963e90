// Answers as a Prometheus that scrapes a hostile target: every label that the target chooses is the text of $EVIL.
//   node hostilePrometheus.ts PORT
import { createServer } from 'node:http';

const [port = ''] = process.argv.slice(2);
const evil = process.env['EVIL'] ?? '';

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

function samplesFor(query: string): readonly Sample[] {
  const now = Date.now() / 1000;
  const sample = (name: string, value: number, more: Readonly<Record<string, string>> = {}): Sample => ({
    metric: { __name__: `socket_diagnostics_${name}`, job: evil, instance: evil, ...more },
    value: [now, String(value)],
  });
  if (query.includes('count_values'))
    return [5, 7].map((count) => ({
      metric: { key: evil, index: '0', value: `${String(count)}${evil}` },
      value: [now, String(count)],
    }));
  if (query.startsWith('topk'))
    return [
      sample('destination_ports_used_ratio', 1, {
        local_address: evil,
        remote_address: evil,
        remote_port: '443',
      }),
    ];
  if (query.startsWith('last_over_time(socket_diagnostics'))
    return [sample('inspection_timestamp_seconds', now)];
  if (query.startsWith('{__name__'))
    return [
      sample('verdict', 1, { severity: 'error' }),
      sample('findings', 1, { severity: 'error', rule: evil }),
      sample('fullest_destination_ports_used_ratio', 1),
      sample('time_wait_table_sockets', 7),
      sample('inspection_timestamp_seconds', now),
      sample('inspection_interval_seconds', 15),
      sample('section_complete', 0, { section: evil }),
    ];
  return [];
}

createServer((asked, answer) => {
  let body = '';
  asked.on('data', (chunk: Buffer) => (body += chunk.toString()));
  asked.on('end', () => {
    const url = new URL(asked.url ?? '/', 'http://localhost');
    const query = new URLSearchParams(body).get('query') ?? url.searchParams.get('query') ?? '';
    const isRange = url.pathname.endsWith('query_range');
    const data = isRange
      ? { resultType: 'matrix', result: [] }
      : { resultType: 'vector', result: samplesFor(query) };
    answer.writeHead(200, { 'Content-Type': 'application/json' });
    answer.end(JSON.stringify({ status: 'success', data }));
  });
}).listen(Number(port), '127.0.0.1');
