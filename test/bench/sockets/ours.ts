import { readFileSync } from 'node:fs';
import type { CollectorId } from '../../../src/core/model/snapshot.ts';
import {
  childrenRequest,
  filterRequest,
  inspectRequest,
  type ChildrenParams,
  type ChildrenResult,
  type FilterParams,
  type FilterResult,
  type InspectResult,
} from '../../../src/core/protocol/inspection.ts';
import { type ServerProcess } from '../../support/serverProcess.ts';
import type { Reader } from './pairs.ts';

/**
 * The server process as the extension has it: started, idle, asked over stdio. What is timed begins with the command's
 * request and ends with the findings in the client's hands.
 */
export class Ours {
  readonly #server: ServerProcess;

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  reader(collector: CollectorId): Reader {
    return {
      name: `inspect with ${collector}`,
      run: async () => {
        const start = performance.now();
        const { report } = await this.inspect(collector);
        const ms = performance.now() - start;
        if (report.collector.used !== collector) throw new Error(`${collector} was not used`);
        return { ms, sockets: report.sockets?.total ?? 0 };
      },
    };
  }

  inspect(collector: CollectorId): Promise<InspectResult> {
    return this.#server.send(inspectRequest, { host: 'local', collector });
  }

  async children(params: ChildrenParams): Promise<Extract<ChildrenResult, { kind: 'page' }>> {
    const result = await this.#server.send(childrenRequest, params);
    if (result.kind === 'stale') throw new Error('the inspection is stale');
    return result;
  }

  async filter(params: FilterParams): Promise<Extract<FilterResult, { kind: 'rows' }>> {
    const result = await this.#server.send(filterRequest, params);
    if (result.kind === 'stale') throw new Error('the inspection is stale');
    return result;
  }

  /** The most memory that it ever held, in megabytes: `VmHWM`, proc_pid_status(5). */
  get peakMegabytes(): number {
    const status = readFileSync(`/proc/${String(this.#server.pid)}/status`, 'utf8');
    return (Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6;
  }
}
