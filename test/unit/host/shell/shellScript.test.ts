import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { preamble, requestScript } from '../../../../src/host/shell/shellScript.ts';
import type { ReadingPlan, Source } from '../../../../src/core/collect/host.ts';
import { skipWhere } from '../../../support/skipWhere.ts';

function command(program: string, ...args: readonly string[]): Source {
  return { kind: 'command', program, args, timeLimitMs: 1000 };
}

/** What a shell makes of it, mark by mark. */
function run(plan: ReadingPlan): string {
  const input = preamble('TOKEN') + requestScript(plan).script;
  return execFileSync('sh', { input, encoding: 'utf8' }).replaceAll(/\nTOKEN ([^\n]*)\n/g, '[$1]');
}

describe('requestScript', function () {
  before(function () {
    skipWhere(this, process.platform === 'win32' ? 'it needs a POSIX shell' : null);
  });

  it('gives each source with its status, and what it said when it failed', () => {
    const sources = [
      command('echo', "it's", '$HOME', '`id`', '"x"\n;y'),
      command('sh', '-c', 'echo out; echo wrong >&2; exit 3'),
      command('no-such-program-at-all'),
      { kind: 'file', path: '/no/such file' },
    ] satisfies Source[];
    assert.equal(
      run({ sources }),
      '[begin][out 0]it\'s $HOME `id` "x"\n;y\n[end 0 0][out 1]out\n[err 1]wrong[end 1 3]' +
        '[out 2][end 2 missing][out 3][end 3 missing][done]',
    );
  });

  it('reads the first group that can be read, and no other', () => {
    const firstOf = [
      [command('no-such-program')],
      [command('echo', 'a'), command('echo', 'b')],
      [command('echo', 'c')],
    ];
    assert.equal(
      run({ sources: [], firstOf }),
      '[begin][out 0][end 0 missing][out 1]a\n[end 1 0][out 2]b\n[end 2 0][done]',
    );
  });

  it('lets no command read the requests that follow', () => {
    assert.equal(run({ sources: [command('cat')] }), '[begin][out 0][end 0 0][done]');
  });
});
