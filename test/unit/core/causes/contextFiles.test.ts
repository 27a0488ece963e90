import assert from 'node:assert/strict';
import { ContextFiles } from '../../../../src/core/causes/live/contextFiles.ts';
import { assertProportional } from '../../../support/proportional.ts';

const env = (count: number): string =>
  Array.from({ length: count }, (_, at) => `A${String(at)}=http://10.0.0.5:8080\n`).join('');
const manifests = (count: number): string => 'kind: Service\nmetadata:\n  name: a\n---\n'.repeat(count);

describe('files that say what names stand for', function () {
  this.timeout(60_000);

  it('with very many definitions: the time is in proportion to them', () => {
    const read = (path: string, text: string): ContextFiles => {
      const context = new ContextFiles();
      context.update(path, text);
      return context;
    };
    const { definitions } = read('.env', env(30_000));
    assert.equal(definitions.size, 30_000);
    assert.deepEqual(definitions.get('A29999'), [
      {
        file: '.env',
        range: { start: { line: 29_999, column: 0 }, end: { line: 29_999, column: 6 } },
        label: 'A29999',
      },
    ]);
    assert.equal(read('a.yaml', manifests(30_000)).definitions.get('a')?.length, 30_000);
    assertProportional('variables', (count) => read('.env', env(count)).definitions, 30_000);
    assertProportional('one name', (count) => read('a.yaml', manifests(count)).definitions, 30_000);
  });

  it('are put together again only after one of them has changed', () => {
    const context = new ContextFiles();
    context.update('.env', env(1));
    const { definitions } = context;
    context.update('app.py', 'import requests\n');
    assert.equal(context.definitions, definitions);
    context.update('.env', env(2));
    assert.deepEqual([...context.definitions.keys()], ['A0', 'A1']);
    context.remove('.env');
    assert.equal(context.definitions.size, 0);
  });
});
