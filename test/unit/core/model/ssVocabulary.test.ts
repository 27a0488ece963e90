import assert from 'node:assert/strict';
import { printedState, stateNamed, stateWords } from '../../../../src/core/model/ssVocabulary.ts';
import { stateTerm, TcpState, tcpStateName, tcpStates } from '../../../../src/core/model/tcpState.ts';
import { parseSocketFilter } from '../../../../src/core/query/socketFilter.ts';

describe('the vocabulary of ss', () => {
  it('is not the same for what ss prints and for what it reads', () => {
    assert.equal(printedState(TcpState.LISTEN), 'LISTEN');
    assert.deepEqual(stateWords(['LISTEN', 'CLOSE', 'FIN_WAIT2']), [
      'state',
      'listening',
      'state',
      'closed',
      'state',
      'fin-wait-2',
    ]);
    assert.deepEqual(stateWords([]), []);
  });

  it('is understood in the filter of the view, beside the kernel’s names and its own', () => {
    for (const state of tcpStates) {
      const name = tcpStateName(state);
      const [, asked = ''] = stateWords([name]);
      for (const word of [name, printedState(state), asked, stateTerm(name).slice('state:'.length)]) {
        assert.equal(stateNamed(word), name, word);
        const { filter, problems } = parseSocketFilter(`state:${word}`);
        assert.deepEqual(problems, []);
        assert.deepEqual(filter.terms[0]?.condition, { kind: 'state', state });
      }
    }
    assert.equal(stateNamed('time'), undefined);
    assert.equal(stateNamed(''), undefined);
  });
});
