import type { FileFormat } from '../../../src/core/formats/fileFormat.ts';
import { formatOf } from '../../../src/core/formats/formats.ts';
import { formatTexts } from '../formatTexts.ts';

export interface FormatSample {
  readonly path: string;
  readonly text: string;
}

/** Of formats that set a parameter under a name of their own, or only open ports. */
const others: readonly FormatSample[] = [
  {
    path: 'etc/sysctl.d/a.conf',
    text: '# a\n-net.ipv4.tcp_tw_reuse = 1\nnet/ipv4/conf/*/rp_filter=2\n; b\nvm.swappiness\nnet.ipv4.tcp_tw_recycle = 1\n',
  },
  {
    path: 'linuxosconfig.json',
    text: '{"swapFileSizeMB": 1500, "sysctls": {"netCoreSomaxconn": 163849, "netIpv4IpLocalPortRange": "32000 99999"}}',
  },
  {
    path: 'nginx.conf',
    text: 'http { server { listen 40000; listen [::]:40001 ssl; location / { return 204; } } }\n',
  },
  { path: 'haproxy.cfg', text: 'frontend a\n  bind :40000,:::40001 name b\n  default_backend c\n' },
  {
    path: 'a.tf',
    text: 'resource "a" "b" {\n  sysctl {\n    name  = "net.core.somaxconn"\n    value = "${var.x}"\n  }\n}\n',
  },
];

/** Each text with values that rules have something to say of: a suffix, another base, a range, a list. */
const values = ['15s', '0x3c', '30', '99999999999'];

/** Files of every format; each must stand those of another. */
export const formatSamples: readonly FormatSample[] = [
  ...others,
  ...Object.values(formatTexts).flatMap(({ path, text }) =>
    values.map((value) => ({
      path,
      text: text.replace('KEY', 'net.ipv4.tcp_fin_timeout').replace('VALUE', value),
    })),
  ),
];

export function samplesOf({ id }: FileFormat): readonly FormatSample[] {
  return formatSamples.filter(
    ({ path, text }) => (path.startsWith('etc/') ? 'sysctl.conf' : formatOf(text, path)?.id) === id,
  );
}
