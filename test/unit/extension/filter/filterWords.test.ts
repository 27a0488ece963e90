import assert from 'node:assert/strict';
import { filterKeys } from '../../../../src/core/query/socketFilter.ts';
import { filterWords } from '../../../../src/extension/filter/filterWords.ts';

describe('the words that the filter box tells of', () => {
  it('are those of the language', () => {
    assert.deepEqual(filterWords, filterKeys);
  });
});
