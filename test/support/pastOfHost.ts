/** An hour of a host whose load comes and goes, with a parameter that was changed, up to two minutes ago. */
export function pastOf(instance: string, now: number): string {
  const times = Array.from({ length: 232 }, (_, at) => now - 3600 + at * 15);
  const labels = `job="farm",instance="${instance}"`;
  const lines = (name: string, more: string, valueAt: (at: number) => number): readonly string[] => [
    `# TYPE socket_diagnostics_${name} gauge`,
    ...times.map(
      (time, at) => `socket_diagnostics_${name}{${labels}${more}} ${valueAt(at).toFixed(4)} ${time}`,
    ),
  ];
  const load = (at: number): number => 0.3 + 0.12 * Math.sin(at / 23) + 0.07 * Math.sin(at / 5) + at / 2000;
  return [
    ...lines('time_wait_table_sockets', '', (at) => Math.round(load(at) * 1900)),
    ...lines('fullest_destination_ports_used_ratio', '', load),
    ...lines('parameter', ',key="net.ipv4.tcp_fin_timeout"', (at) => (at < 150 ? 60 : 30)),
    '# EOF\n',
  ].join('\n');
}
