import assert from 'node:assert/strict';
import { integerParameter } from '../../../../src/core/model/parameters.ts';
import { running } from '../../../support/judging.ts';

describe('integerParameter', () => {
  it('reads one integer and nothing else', () => {
    const parameters = running(
      'a.one = 131072\na.less = -1\na.two = 1 2\na.none =\na.word = yes\na.hex = 0x10',
    );
    const read = (name: string): number | undefined => integerParameter(parameters, `a.${name}`);
    assert.deepEqual([read('one'), read('less')], [131072, -1]);
    for (const name of ['two', 'none', 'word', 'hex', 'absent']) assert.equal(read(name), undefined, name);
  });
});
