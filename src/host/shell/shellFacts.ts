import type { Source } from '../../core/collect/host.ts';
import { bootIdIn, bootIdPath, type ByteOrder, type HostFacts } from '../../core/model/hostFacts.ts';
import { parseKernelVersion } from '../../core/model/kernelVersion.ts';

/** The sources that are requested first, in this order. */
export const factSources: readonly Source[] = [
  ['uname', '-s'],
  ['uname', '-n'],
  ['uname', '-r'],
  ['id', '-u'],
  ['readlink', '/proc/self/ns/net'],
  ['cat', bootIdPath],
  // The header of any program: byte 5 shows the byte order (elf(5), EI_DATA), so no tool is needed to print it.
  ['dd', 'if=/proc/self/exe', 'bs=6', 'count=1'],
].map(([program = '', ...args]) => ({
  kind: 'command',
  program,
  args,
  timeLimitMs: 10_000,
  limitBytes: 4096,
}));

const elfDataPosition = 5;
const bigEndian = 2;
const longestText = 256;
const decoder = new TextDecoder('utf-8');

/** Facts from the answers to `factSources`. */
export function shellFacts(answers: readonly Uint8Array[]): HostFacts {
  const [system = '', hostname = '', kernelRelease = '', user = '', networkNamespace = '', boot = ''] =
    answers.map(textOf);
  const bootId = bootIdIn(boot);
  return {
    platform: system.toLowerCase(),
    hostname,
    kernelRelease,
    kernel: parseKernelVersion(kernelRelease),
    byteOrder: byteOrderOf(answers[factSources.length - 1]),
    effectiveUser: /^\d{1,10}$/.test(user) ? Number(user) : undefined,
    networkNamespace: /^net:\[\d+\]$/.test(networkNamespace) ? networkNamespace : undefined,
    ...(bootId !== undefined && { bootId }),
  };
}

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes.subarray(0, longestText)).trim();
}

/** If it cannot be read there is no `/proc`, so nothing depends on it. */
function byteOrderOf(header: Uint8Array | undefined): ByteOrder {
  return header?.[elfDataPosition] === bigEndian ? 'big' : 'little';
}
