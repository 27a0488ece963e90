import assert from 'node:assert/strict';
import { spreadsheetCell } from '../../../../src/core/model/spreadsheetCell.ts';

describe('a cell for a spreadsheet', () => {
  it('is never a formula, whatever separates cells there', () => {
    for (const [text, cell] of [
      ['=1+1', "'=1+1"],
      ['@SUM(1)', "'@SUM(1)"],
      ['+cmd', "'+cmd"],
      ['-1+cmd', "'-1+cmd"],
      [' =1', "' =1"],
      ['a;=1+1', "a;'=1+1"],
      ['a;;@x;+y', "a;;'@x;'+y"],
      ['a\t=1', "a '=1"],
      ['a|-x', "a|'-x"],
      ['＝1', "'＝1"],
    ])
      assert.equal(spreadsheetCell(text ?? ''), cell, text);
  });

  it('is left alone where it is a figure or text', () => {
    for (const text of ['+412', '-3', '-0.5', '1,200', 'a=b', 'x - y', '10.0.0.1:80', '[::1]:80', ''])
      assert.equal(spreadsheetCell(text), text);
  });
});
