import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenersElsewhere } from '../../../src/core/collect/otherNamespaces.ts';
import { dumpEnd } from '../../../src/core/parse/netlink.ts';
import { configuredHosts } from '../../../src/host/ssh/configuredHosts.ts';
import { FakeHost, linux, never } from '../fakeHost.ts';
import type { FuzzTarget } from './fuzz.ts';

/** A message of the kernel that ends a dump, with its result: NLMSG_DONE. */
const done = Buffer.from([20, 0, 0, 0, 3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/** The same of an error: NLMSG_ERROR. */
const refused = Buffer.from([
  36,
  0,
  0,
  0,
  2,
  0,
  0,
  0,
  ...Array<number>(8).fill(0),
  0xfe,
  0xff,
  0xff,
  0xff,
  ...done.subarray(0, 16),
]);
const processes = `lrwxrwxrwx 1 root root 0 Jan  1 00:00 /proc/1/ns/net -> net:[4026531840]
ls: cannot read symbolic link '/proc/2/ns/net': Permission denied
lrwxrwxrwx 1 root root 0 Jan  1 00:00 /proc/4100/ns/net -> net:[4026532450]
`;
const ssh = `Host web1 web2
  HostName 10.0.0.1 # a
Match host "a b"
  User =b
Host *.example !c
  ProxyJump d
`;
const folder = mkdtempSync(join(tmpdir(), 'socket-diagnostics-fuzz-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Parsers that only their callers reach: what they read is handed in. */
export const wrappedTargets: readonly FuzzTarget[] = [
  {
    name: 'end of a netlink dump',
    run: (input: Uint8Array): void => {
      dumpEnd(input, true);
    },
    samples: [done, refused, Buffer.concat([refused, done])],
    repeated: [refused.toString('latin1'), '\0\0\0\x10'],
  },
  {
    name: 'processes of other network namespaces',
    run: async (input: Uint8Array): Promise<void> => {
      const host = new FakeHost({ answers: { sh: Buffer.from(input).toString('utf8') } });
      await listenersElsewhere(host, { ...linux, networkNamespace: 'net:[1]' }, 80, never);
    },
    samples: [processes],
    repeated: [processes, '/proc/1', '/ns/net -> net:[1', 'Permission denied\n', '\n'],
  },
  {
    name: 'ssh configuration',
    run: async (input: Uint8Array): Promise<void> => {
      const path = join(folder, 'config');
      writeFileSync(path, input);
      await configuredHosts(path, folder);
    },
    samples: [ssh],
    repeated: [ssh, 'Host a ', 'Match host a\n', '"', '#', '\n'],
  },
];
