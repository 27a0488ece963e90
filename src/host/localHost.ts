import { readFileSync, readlinkSync } from 'node:fs';
import { endianness, hostname, platform, release } from 'node:os';
import { geteuid } from 'node:process';
import type { ChunkReader, Host, HostConfiguration, HostReading, Source } from '../core/collect/host.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { bootIdIn, bootIdPath, type HostFacts } from '../core/model/hostFacts.ts';
import { parseKernelVersion } from '../core/model/kernelVersion.ts';
import { ok, type Outcome } from '../core/model/outcome.ts';
import type { ProcessCondition, SocketOwners } from '../core/model/processes.ts';
import { readHostConfiguration } from './hostConfiguration.ts';
import { dumpSockDiag } from './sockDiag.ts';
import { OwnerCache } from './ownerCache.ts';
import { processConditions } from './processCondition.ts';
import { readFile } from './readFile.ts';
import { runCommand } from './runCommand.ts';
import { socketOwners } from './socketOwners.ts';

/** The machine that this process runs on, in this process's network namespace. */
export class LocalHost implements Host, HostReading {
  readonly label = hostname();
  readonly #ownerCache = new OwnerCache();

  /** On the local host, reading in one batch gains nothing. */
  open(): HostReading {
    return this;
  }

  facts(): Promise<Outcome<HostFacts>> {
    const kernelRelease = release();
    const bootId = bootIdText();
    return Promise.resolve(
      ok({
        platform: platform(),
        hostname: hostname(),
        kernelRelease,
        kernel: parseKernelVersion(kernelRelease),
        byteOrder: endianness() === 'LE' ? 'little' : 'big',
        effectiveUser: geteuid?.(),
        networkNamespace: networkNamespaceOf('self'),
        ...(bootId !== undefined && { bootId }),
      }),
    );
  }

  async configuration(): Promise<Outcome<HostConfiguration>> {
    const first = networkNamespaceOf('1');
    return ok({
      ...(await readHostConfiguration()),
      ...(first !== undefined && { isBootNamespace: first === networkNamespaceOf('self') }),
    });
  }

  read(source: Source, onChunk: ChunkReader, cancellation: Cancellation): Promise<Outcome<void>> {
    switch (source.kind) {
      case 'file':
        return readFile(source, onChunk, cancellation);
      case 'command':
        return runCommand(source, onChunk, cancellation);
      case 'sock_diag':
        return dumpSockDiag(source.request, onChunk, cancellation);
    }
  }

  conditions(pids: ReadonlySet<number>): Promise<Outcome<ReadonlyMap<number, ProcessCondition>>> {
    return Promise.resolve(processConditions(pids));
  }

  owners(inodes: ReadonlySet<number>, cancellation: Cancellation): Promise<Outcome<SocketOwners>> {
    return socketOwners(inodes, this.#ownerCache, cancellation);
  }
}

/** Not known without /proc or without permission. */
function networkNamespaceOf(process: string): string | undefined {
  try {
    return readlinkSync(`/proc/${process}/ns/net`);
  } catch {
    return undefined;
  }
}

function bootIdText(): string | undefined {
  try {
    return bootIdIn(readFileSync(bootIdPath, 'utf8'));
  } catch {
    return undefined;
  }
}
