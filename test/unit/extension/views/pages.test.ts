import assert from 'node:assert/strict';
import {
  childrenRequest,
  type ChildrenParams,
  type ChildrenResult,
} from '../../../../src/core/protocol/inspection.ts';
import type { TreeRow } from '../../../../src/core/protocol/viewModels.ts';
import type { Send } from '../../../../src/extension/client/server.ts';
import { noParent, Pages } from '../../../../src/extension/views/pages.ts';
import { answer, answering } from '../../../support/answering.ts';

function row(id: string): TreeRow {
  return {
    id,
    kind: 'socket',
    state: 'TIME_WAIT',
    label: id,
    description: '',
    tooltip: '',
    accessibilityLabel: id,
    children: 0,
  };
}

/** A server with `total` rows below everything; it only knows the inspection `now`. */
function server(total: number): {
  asked: ChildrenParams[];
  read: Send;
} {
  const asked: ChildrenParams[] = [];
  return {
    asked,
    read: answering(
      answer(childrenRequest, (params): ChildrenResult => {
        asked.push(params);
        if (params.inspection !== 'now') return { kind: 'stale' };
        const length = Math.max(0, Math.min(params.limit, total - params.offset));
        const rows = Array.from({ length }, (_, index) => row(`row ${String(params.offset + index)}`));
        return { kind: 'page', rows, total };
      }),
    ),
  };
}

const nothing = { rows: [], total: 0 };

describe('Pages', () => {
  it('reads one page, and one more each time it is asked for', async () => {
    const { asked, read } = server(250);
    const pages = new Pages(read, () => undefined);
    pages.begin({ inspection: 'now' }, nothing);
    assert.equal((await pages.below('p'))?.rows.length, 100);
    pages.wantMore('p');
    assert.equal((await pages.below('p'))?.rows.length, 200);
    pages.wantMore('p');
    const last = await pages.below('p');
    assert.deepEqual([last?.rows.length, last?.total], [250, 250]);
    assert.deepEqual(
      asked.map(({ offset, limit }) => [offset, limit]),
      [
        [0, 100],
        [100, 100],
        [200, 100],
      ],
    );
  });

  it('shows as many rows as before after a refresh', async () => {
    const { read } = server(250);
    const pages = new Pages(read, () => undefined);
    pages.begin({ inspection: 'now' }, nothing);
    pages.wantMore('p');
    assert.equal((await pages.below('p'))?.rows.length, 200);
    pages.begin({ inspection: 'now' }, nothing);
    assert.equal((await pages.below('p'))?.rows.length, 200);
    assert.equal((await pages.below('other'))?.rows.length, 100);
  });

  it('ends when the server has fewer rows than it said', async () => {
    const pages = new Pages(
      answering(answer(childrenRequest, (): ChildrenResult => ({ kind: 'page', rows: [], total: 10 }))),
      () => undefined,
    );
    pages.begin({ inspection: 'now' }, nothing);
    assert.deepEqual(await pages.below('p'), { rows: [], total: 10 });
  });

  it('asks for what a filter lets through, and not for what was there before it', async () => {
    const { asked, read } = server(3);
    const pages = new Pages(read, () => undefined);
    pages.begin({ inspection: 'now' }, nothing);
    await pages.below('p');
    pages.begin({ inspection: 'now', filter: 'lport:80' }, nothing);
    await pages.below('p');
    assert.deepEqual(
      asked.map(({ filter }) => filter),
      [undefined, 'lport:80'],
    );
  });

  it('says when the server no longer has the inspection', async () => {
    const pages = new Pages(server(5).read, () => undefined);
    pages.begin({ inspection: 'before' }, nothing);
    assert.equal(await pages.below('p'), undefined);
  });

  it('knows the first rows of the top level, and reads the others', async () => {
    const { asked, read } = server(102);
    const pages = new Pages(read, () => undefined);
    const rows = Array.from({ length: 100 }, (_, index) => row(String(index)));
    pages.begin({ inspection: 'now' }, { rows, total: 102 });
    assert.equal((await pages.below(noParent))?.rows.length, 100);
    assert.equal(asked.length, 0);
    pages.wantMore(noParent);
    assert.equal((await pages.below(noParent))?.rows.length, 102);
    assert.deepEqual(
      asked.map(({ parent, offset }) => [parent, offset]),
      [['', 100]],
    );
  });
});
