import assert from 'node:assert/strict';
import fc from 'fast-check';
import { collectorChoices } from '../../../../src/core/model/snapshot.ts';
import { previewCloseRequest } from '../../../../src/core/protocol/closeSockets.ts';
import { childrenRequest, inspectRequest } from '../../../../src/core/protocol/inspection.ts';
import { copyRowsRequest } from '../../../../src/core/protocol/rows.ts';
import {
  dictionary,
  faultText,
  flag,
  number,
  optional,
  record,
  text,
  variants,
  wholeNumber,
  type Fields,
  type Schema,
} from '../../../../src/core/protocol/schema.ts';
import { startOptions } from '../../../../src/core/protocol/startOptions.ts';

interface Example {
  readonly name: string;
  readonly size?: number;
}

type Shape = { readonly kind: 'dot' } | { readonly kind: 'bar'; readonly length: number };

const shape: Schema<Shape> = variants<Shape>({ dot: {}, bar: { length: number } });

function fieldOf<T>(schema: Schema<T>, value: unknown): string | undefined {
  return schema.fault(value, '')?.field;
}

describe('the schemas of messages', () => {
  const page = { inspection: 'local#1', parent: '', offset: 0, limit: 100 };

  it('let through what the extension sends', () => {
    const tree = { filter: 'state:listen', shape: { grouping: 'state', sort: 'count' } };
    assert.equal(inspectRequest.params.fault({ host: 'local', collector: 'auto' }, ''), undefined);
    assert.equal(childrenRequest.params.fault(page, ''), undefined);
    assert.equal(childrenRequest.params.fault({ ...page, ...tree }, ''), undefined);
    assert.equal(startOptions.fault({ isTrusted: true, ssh: {}, editor: 'another' }, ''), undefined);
    assert.equal(shape.fault({ kind: 'bar', length: 2 }, ''), undefined);
  });

  for (const [field, params] of [
    ['inspection', { ...page, inspection: 7 }],
    ['inspection', { parent: '', offset: 0, limit: 1 }],
    ['offset', { ...page, offset: -1 }],
    ['offset', { ...page, offset: 1.5 }],
    ['offset', { ...page, offset: '0' }],
    ['limit', { ...page, limit: 1e9 }],
    ['shape', { ...page, shape: [] }],
    ['shape.grouping', { ...page, shape: { grouping: 'colour', sort: 'count' } }],
    ['shape.sort', { ...page, shape: { grouping: 'state' } }],
    ['filter', { ...page, filter: null }],
    ['', []],
    ['', null],
    ['', 'children'],
  ] as const)
    it(`name “${field}” where it is wrong: ${JSON.stringify(params)}`, () => {
      assert.equal(fieldOf(childrenRequest.params, params), field);
    });

  it('name the item of a list', () => {
    const params = { inspection: 'local#1', rows: ['a', 'b', 3], format: 'line' };
    assert.equal(fieldOf(copyRowsRequest.params, params), 'rows[2]');
  });

  it('refuse a misspelt field: without its filter, closing would be about every socket', () => {
    assert.equal(fieldOf(previewCloseRequest.params, { host: 'local', fliter: 'lport:80' }), 'fliter');
    const prototype = JSON.parse('{"host":"local","__proto__":{"row":"x"}}') as unknown;
    assert.equal(fieldOf(previewCloseRequest.params, prototype), '__proto__');
  });

  it('take nothing that is only inherited for a field', () => {
    assert.equal(
      fieldOf(record<Example>({ name: text, size: optional(number) }), Object.create({ name: 'x' })),
      'name',
    );
    assert.equal(fieldOf(shape, { kind: 'constructor' }), 'kind');
    assert.equal(fieldOf(shape, { kind: 'dot', length: 2 }), 'length');
  });

  it('say what they want', () => {
    const limit = childrenRequest.params.fault({ ...page, limit: 5000 }, '');
    assert.equal(limit && faultText(limit), 'The field “limit” must be a whole number from 0 to 1000.');
    const host = inspectRequest.params.fault({ host: 'local', collector: 'guess' }, '');
    assert.equal(
      host && faultText(host),
      `The field “collector” must be one of ${collectorChoices.map((choice) => `“${choice}”`).join(', ')}.`,
    );
    assert.equal(faultText({ field: '', wanted: 'an object' }), 'The message must be an object.');
  });

  it('never fail themselves, whatever comes', () => {
    const schemas: readonly Schema<unknown>[] = [
      childrenRequest.params,
      copyRowsRequest.params,
      startOptions,
      shape,
      dictionary(flag),
      wholeNumber(3),
    ];
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const schema of schemas) schema.fault(value, '');
      }),
    );
  });

  it('are tied to the types: this file would not compile with another', () => {
    const right: Fields<Example> = { name: text, size: optional(number) };
    // @ts-expect-error a field that may be left out needs an optional schema
    const strict: Fields<Example> = { name: text, size: number };
    // @ts-expect-error one that may not has no optional schema by accident
    const missing: Fields<Example> = { size: optional(number) };
    // @ts-expect-error the types differ
    const wrong: Fields<Example> = { name: number, size: optional(number) };
    assert.ok([right, strict, missing, wrong].every((fields) => typeof fields === 'object'));
  });
});
