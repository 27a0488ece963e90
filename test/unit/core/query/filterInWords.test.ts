import assert from 'node:assert/strict';
import { filterInWords } from '../../../../src/core/query/filterInWords.ts';
import { filterKeys, parseSocketFilter } from '../../../../src/core/query/socketFilter.ts';

function words(text: string): string {
  const { filter, problems } = parseSocketFilter(text);
  assert.deepEqual(problems, []);
  return filterInWords(filter);
}

describe('a filter in words', () => {
  for (const [text, expected] of [
    ['', ''],
    ['state:time-wait', 'state TIME_WAIT'],
    ['state:time-wait state:close-wait pport:443', 'state TIME_WAIT or CLOSE_WAIT, and remote port 443'],
    [
      'peer:10.0.0.0/8 -local:[::1] lport:8000-8100'.replace('[::1]', '::1'),
      'remote address in 10.0.0.0/8, and local port 8000 to 8100, and not local address [::1]',
    ],
    ['age:<10', 'TIME_WAIT for less than 10 s'],
    ['age:>=30', 'TIME_WAIT for at least 30 s'],
    ['age:>30', 'TIME_WAIT for more than 30 s'],
    ['age:<=5', 'TIME_WAIT for at most 5 s'],
    ['uid:1000 process:Nginx', 'user id 1000, and process “nginx”'],
    ['10.0.0.1 8080', 'local or remote address 10.0.0.1, and local or remote port 8080'],
    ['-state:listen -state:close', 'not state LISTEN, and not state CLOSE'],
  ] as const)
    it(`of “${text}”`, () => {
      assert.equal(words(text), expected);
    });

  it('has words for every key of the language', () => {
    const values: Readonly<Record<string, string>> = {
      proto: 'udp',
      state: 'listen',
      local: '::1',
      peer: '::1',
      address: '::1',
    };
    for (const key of filterKeys) assert.match(words(`${key}:${values[key] ?? '7'}`), /^[a-zA-Z_ ]+ \S/);
  });
});
