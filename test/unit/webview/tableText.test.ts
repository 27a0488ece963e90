import assert from 'node:assert/strict';
import { compareCells, tsv } from '../../../src/webview/tableText.ts';

describe('rows of a table', () => {
  it('are copied for a spreadsheet, and are no formulas there', () => {
    assert.equal(
      tsv(
        ['Process', 'Sockets'],
        [
          ['=cmd|calc', '1,200'],
          ['a\tb\nc', '-3'],
          ['-evil', '–'],
          ['+1+cmd', '+412'],
        ],
      ),
      "Process\tSockets\n'=cmd|calc\t1,200\na b c\t-3\n'-evil\t–\n'+1+cmd\t+412\n",
    );
  });

  it('are sorted by figures', () => {
    const sorted = ['1,200', '3 of 99', '–', '0.5 %', '<0.1 %', '28'].sort(compareCells);
    assert.deepEqual(sorted, ['<0.1 %', '0.5 %', '3 of 99', '28', '1,200', '–']);
    assert.deepEqual(['+412', 'same', '−7', '+3.5 points'].sort(compareCells), [
      '−7',
      'same',
      '+3.5 points',
      '+412',
    ]);
    assert.deepEqual(['lasts', 'full in 28 s', 'full in 3.5 s'].sort(compareCells), [
      'full in 3.5 s',
      'full in 28 s',
      'lasts',
    ]);
  });

  it('are sorted by text where it is no figure, with numbers in it by their value', () => {
    assert.deepEqual(['10.0.0.10:80', '10.0.0.9:80', '10.0.0.9:443'].sort(compareCells), [
      '10.0.0.9:80',
      '10.0.0.9:443',
      '10.0.0.10:80',
    ]);
  });
});
