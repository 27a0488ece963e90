import { randomUUID } from 'node:crypto';
import type { ClosingOrder, SocketCloser } from '../../core/collect/socketCloser.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { problemsOf, valueOf } from '../../core/model/outcome.ts';
import { SocketIds } from '../../core/model/socketIds.ts';
import { familyOf, type SocketTable } from '../../core/model/socketTable.ts';
import type {
  CloseSocketsParams,
  CloseSocketsResult,
  PreviewCloseParams,
  PreviewCloseResult,
} from '../../core/protocol/closeSockets.ts';
import { filterInWords } from '../../core/query/filterInWords.ts';
import { parseSocketFilter, type SocketFilter } from '../../core/query/socketFilter.ts';
import { ssWords } from '../../core/query/ssWords.ts';
import type { InspectedHost } from '../../core/collect/place.ts';
import { isHost } from '../../core/collect/place.ts';
import { rootCommand } from '../../host/rootCommand.ts';
import type { HostChanges } from '../hostChanges.ts';
import type { Places } from '../../service/inspectionSources.ts';
import { refused } from '../refused.ts';
import { closableOf, closeSummary } from './closePreview.ts';
import { closeChoice } from './closeChoice.ts';
import { closeResult } from './closeResult.ts';
import * as problems from './closeProblems.ts';
import { ownConnections } from './ownConnections.ts';
import { readForClosing, type ReadForClosing } from './readForClosing.ts';
import { socketText } from './socketText.ts';

/** A preview expires, because the sockets that it shows become outdated. */
const goodForMs = 5 * 60_000;

/** The sockets of a preview. */
interface Prepared {
  readonly token: string;
  readonly until: number;
  readonly closer: SocketCloser;
  readonly order: ClosingOrder;
  /** The description of each socket, in the order of `order`. */
  readonly textOf: (index: number) => string;
}

interface Ports {
  readonly places: Places;
  readonly changes: Pick<HostChanges, 'refusal'>;
  readonly now: () => number;
}

/** Closes sockets by force: first previews them, then closes exactly those. */
export class SocketClosing {
  readonly #ports: Ports;
  /** For the newest preview only. */
  #prepared: Prepared | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Reads the sockets again and remembers which of them would be closed. Throws `CancelledError`. */
  async preview(params: PreviewCloseParams, cancellation: Cancellation): Promise<PreviewCloseResult> {
    this.#prepared = undefined;
    const place = this.#ports.places.get(params.host);
    const off = this.#ports.changes.refusal();
    if (off !== undefined) return off;
    if (place === undefined || !isHost(place)) return refused(problems.notLive);
    const { filter, problems: unreadable } = parseSocketFilter(params.filter ?? '');
    if (unreadable.length > 0) return refused(problems.unreadableFilter(unreadable));
    const read = await readForClosing(place, cancellation);
    if ('problem' in read) return refused(read.problem);
    return this.#prepare(params, filter, place, read, cancellation);
  }

  /** Closes the sockets of the newest preview, then reads which of them remain. */
  async close({ token }: CloseSocketsParams, cancellation: Cancellation): Promise<CloseSocketsResult> {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    const off = this.#ports.changes.refusal();
    if (off !== undefined) return off;
    if (prepared?.token !== token || prepared.until < this.#ports.now()) return refused(problems.expired);
    const { closer, order, textOf } = prepared;
    const outcome = await closer.close(order, cancellation);
    const answers = valueOf(outcome);
    if (answers === undefined) return refused(problemsOf(outcome)[0] ?? problems.expired);
    const after = await closer.collect(cancellation);
    const present = valueOf(after)?.ids;
    if (present === undefined) return refused(problems.notVerified(problemsOf(after)[0]));
    return closeResult({ ids: order.ids, textOf }, answers, present);
  }

  async #prepare(
    params: PreviewCloseParams,
    filter: SocketFilter,
    { host, closer, ssh }: InspectedHost,
    { sockets, refusal, isRoot }: ReadForClosing,
    cancellation: Cancellation,
  ): Promise<PreviewCloseResult> {
    const { table, ids } = sockets;
    const chosen = await closeChoice(sockets, params, filter, host, cancellation);
    const { rows, listening } = closableOf(table, chosen);
    if (rows.length === 0) return refused(listening > 0 ? problems.onlyListening : problems.nothing);
    const ssFilter = ssWords(table, rows);
    const reach = { ...(isRoot !== undefined && { isRoot }), ...(ssh && { ssh }) };
    const command = ssFilter && rootCommand(params.host, ['ss', '-K', '-n', '-t', ...ssFilter], reach);
    if (closer === undefined || ids === undefined || refusal !== undefined)
      return refused(refusal ?? problems.notThere, command);
    const own = await ownConnections(host, table, rows, cancellation);
    const words = filterInWords(filter);
    this.#prepared = this.#keep(closer, table, ids, rows);
    return {
      kind: 'preview',
      token: this.#prepared.token,
      ...closeSummary(table, rows),
      listening,
      own,
      ...(words !== '' && { filter: words }),
      ...(command !== undefined && { command }),
    };
  }

  #keep(closer: SocketCloser, table: SocketTable, ids: SocketIds, rows: readonly number[]): Prepared {
    const named = new SocketIds();
    for (const row of rows) named.add(ids.at(row));
    return {
      token: randomUUID(),
      until: this.#ports.now() + goodForMs,
      closer,
      order: { ids: named, families: rows.map((row) => familyOf(table, row)) },
      textOf: (index) => socketText(table, rows[index] ?? 0),
    };
  }
}
