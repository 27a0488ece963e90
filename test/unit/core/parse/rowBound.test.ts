import assert from 'node:assert/strict';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { ProcNetTcpParser } from '../../../../src/core/parse/procNetTcp.ts';
import { RowBound } from '../../../../src/core/parse/rowBound.ts';
import type { SocketParser } from '../../../../src/core/parse/socketParser.ts';
import { SsParser } from '../../../../src/core/parse/ss.ts';

type Make = (builder: SocketTableBuilder, most: number) => SocketParser;
type Row = (number: number) => string;

const parsers: Readonly<Record<string, readonly [make: Make, row: Row]>> = {
  ss: [
    (builder, most) => new SsParser(builder, new RowBound(most)),
    (number) => `ESTAB 0 0 10.0.0.1:80 10.0.0.2:400${String(number)}\n`,
  ],
  proc: [
    (builder, most) => new ProcNetTcpParser(builder, 'little', '/proc/net/tcp', 0, new RowBound(most)),
    (number) =>
      `   0: 0100007F:1F90 0100007F:C35${String(number)} 01 00000000:00000000 00:00000000 00000000  1000        0 424${String(number)} 1 0 20 4 30 10 -1\n`,
  ],
};

function rows(row: Row, count: number): Uint8Array {
  return Buffer.from(Array.from({ length: count }, (_, number) => row(number)).join(''));
}

describe('more rows than any host has', () => {
  for (const [code, [make, row]] of Object.entries(parsers)) {
    it(`are left out, counted and said: ${code}`, () => {
      const builder = new SocketTableBuilder();
      const parser = make(builder, 3);
      parser.push(rows(row, 5));
      const { badLines, problems } = parser.finish();
      assert.equal(builder.build().length, 3);
      assert.equal(badLines, 0);
      assert.deepEqual(
        problems.map((problem) => problem.code),
        [`${code}-too-many-rows`],
      );
      assert.match(problems[0]?.message ?? '', /^2 rows of .* were left out/);
    });

    it(`are not so many as it takes: ${code}`, () => {
      const builder = new SocketTableBuilder();
      const parser = make(builder, 3);
      parser.push(rows(row, 3));
      assert.deepEqual(parser.finish().problems, []);
      assert.equal(builder.build().length, 3);
    });
  }
});
