import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ByteOrder } from '../../src/core/model/hostFacts.ts';
import { SocketTableBuilder } from '../../src/core/model/socketTableBuilder.ts';
import type { SocketTable } from '../../src/core/model/socketTable.ts';
import { ProcNetTcpParser } from '../../src/core/parse/procNetTcp.ts';
import type { ParsedSockets, SocketParser } from '../../src/core/parse/socketParser.ts';
import { SsParser } from '../../src/core/parse/ss.ts';
import { repository } from './paths.ts';

export interface Parsed extends ParsedSockets {
  readonly table: SocketTable;
}

/** Parses a source that comes in pieces. */
export function parseSs(...chunks: readonly (Uint8Array | string)[]): Parsed {
  return parse((builder) => new SsParser(builder), chunks, true);
}

/** The parser of `/proc/net/tcp` of a host of this byte order. */
export function procParser(byteOrder: ByteOrder): (...chunks: readonly (Uint8Array | string)[]) => Parsed {
  const make = (builder: SocketTableBuilder): SocketParser =>
    new ProcNetTcpParser(builder, byteOrder, '/proc/net/tcp');
  return (...chunks) => parse(make, chunks, false);
}

function parse(
  make: (builder: SocketTableBuilder) => SocketParser,
  chunks: readonly (Uint8Array | string)[],
  acceptQueueLimit: boolean,
): Parsed {
  const builder = new SocketTableBuilder();
  const parser = make(builder);
  for (const chunk of chunks) parser.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  const parsed = parser.finish();
  return { ...parsed, table: builder.build(acceptQueueLimit ? ['acceptQueueLimit'] : []) };
}

/** Cuts bytes into pieces of these lengths, again and again; the pieces share nothing with each other. */
export function cut(bytes: Uint8Array | string, lengths: readonly number[]): Uint8Array[] {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < all.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? all.length);
    chunks.push(Uint8Array.from(all.subarray(at, at + length)));
    at += length;
  }
  return chunks;
}

/** Each way to cut a text in two. */
export function cutsInTwo(text: string): [Uint8Array, Uint8Array][] {
  const all = Buffer.from(text);
  return Array.from({ length: all.length + 1 }, (_, at) => [all.subarray(0, at), all.subarray(at)]);
}

export function fixture(name: string): string {
  return readFileSync(join(repository, 'test/fixtures/sockets', name), 'utf8');
}
