/** A range of ports, both ends included. */
export interface PortRange {
  readonly low: number;
  readonly high: number;
}

/** `net.ipv4.ip_local_port_range` as the kernel prints it: `32768\t60999`. Undefined if it is not two ports. */
export function parsePortRange(value: string): PortRange | undefined {
  const match = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(value);
  if (match === null) return undefined;
  const low = Number(match[1]);
  const high = Number(match[2]);
  return low >= 1 && high <= 65535 && low <= high ? { low, high } : undefined;
}

/** The list as `net.ipv4.ip_local_reserved_ports` takes it. */
export function portListText(ranges: readonly PortRange[]): string {
  return ranges.map(({ low, high }) => (low === high ? String(low) : `${low}-${high}`)).join(',');
}

/** `net.ipv4.ip_local_reserved_ports` as the kernel prints it: `8080,9000-9010` or empty. */
export function parsePortList(value: string): readonly PortRange[] | undefined {
  const ranges: PortRange[] = [];
  for (const item of value.split(/[,\n]/).map((part) => part.trim())) {
    if (item === '') continue;
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(item);
    if (match === null) return undefined;
    const low = Number(match[1]);
    const high = Number(match[2] ?? match[1]);
    if (high > 65535 || low > high) return undefined;
    ranges.push({ low, high });
  }
  return ranges;
}
