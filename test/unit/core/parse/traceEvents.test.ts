import assert from 'node:assert/strict';
import { TraceEventParser, type TraceEvent } from '../../../../src/core/parse/traceEvents.ts';
import { parseTraceFormat } from '../../../../src/core/parse/traceFormat.ts';
import { walkTracePage } from '../../../../src/core/parse/tracePage.ts';
import { badPages } from '../../../../src/host/tracing/tracefs.ts';

/** Of Linux 6.18. */
const common = `format:
	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
	field:int common_pid;	offset:4;	size:4;	signed:1;
`;
const changeText = `name: inet_sock_set_state
ID: 2287
${common}
	field:const void * skaddr;	offset:8;	size:8;	signed:0;
	field:int oldstate;	offset:16;	size:4;	signed:1;
	field:int newstate;	offset:20;	size:4;	signed:1;
	field:__u16 sport;	offset:24;	size:2;	signed:0;
	field:__u16 dport;	offset:26;	size:2;	signed:0;
	field:__u16 family;	offset:28;	size:2;	signed:0;
	field:__u16 protocol;	offset:30;	size:2;	signed:0;
	field:__u8 saddr[4];	offset:32;	size:4;	signed:0;
	field:__u8 daddr[4];	offset:36;	size:4;	signed:0;
	field:__u8 saddr_v6[16];	offset:40;	size:16;	signed:0;
	field:__u8 daddr_v6[16];	offset:56;	size:16;	signed:0;

print fmt: "family=%s", REC->family
`;
const exitText = `name: sys_exit_connect
ID: 1410
${common}
	field:int __syscall_nr;	offset:8;	size:4;	signed:1;
	field:long ret;	offset:16;	size:8;	signed:1;
`;

const newTaskText = `name: task_newtask
ID: 205
${common}
	field:pid_t pid;	offset:8;	size:4;	signed:1;
	field:char comm[16];	offset:12;	size:16;	signed:0;
	field:u64 clone_flags;	offset:32;	size:8;	signed:0;
	field:short oom_score_adj;	offset:40;	size:2;	signed:1;
`;
const renameText = `name: task_rename
ID: 204
${common}
	field:pid_t pid;	offset:8;	size:4;	signed:1;
	field:char oldcomm[16];	offset:12;	size:16;	signed:0;
	field:char newcomm[16];	offset:28;	size:16;	signed:0;
	field:short oom_score_adj;	offset:44;	size:2;	signed:1;
`;

function naming(id: number, thread: number, ...names: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(48);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, id, true);
  view.setInt32(4, 1, true);
  view.setInt32(8, thread, true);
  names.forEach((name, at) => {
    bytes.set(Buffer.from(name), 12 + 16 * at);
  });
  return bytes;
}

function change(flags: number): Uint8Array {
  const bytes = new Uint8Array(72);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 2287, true);
  view.setUint8(2, flags);
  view.setInt32(4, 812, true);
  view.setBigUint64(8, 0xffff888012345678n, true);
  view.setInt32(16, 1, true);
  view.setInt32(20, 4, true);
  view.setUint16(24, 40_000, true);
  view.setUint16(26, 443, true);
  bytes.set([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1], 40);
  bytes.set([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], 56);
  return bytes;
}

/** A page as ring_buffer_read_page() gives it. */
function page(timeNs: bigint, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, timeNs, true);
  // With the mark of messages that were lost before it.
  view.setUint32(8, (length | 0x80000000) >>> 0, true);
  let at = 16;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function words(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

function message(delta: number, bytes: Uint8Array): Uint8Array {
  return new Uint8Array([...words((delta << 5) | (bytes.length / 4)), ...bytes]);
}

function parser(): TraceEventParser {
  const [one, other] = [parseTraceFormat(changeText), parseTraceFormat(exitText)];
  assert.ok(one && other);
  const naming = [newTaskText, renameText].flatMap((text) => parseTraceFormat(text) ?? []);
  const made = TraceEventParser.create({ change: one, exit: other, naming }, true, 1000n);
  assert.ok(made);
  return made;
}

describe('events of a trace', () => {
  it('are read with their times, across pauses and paddings', () => {
    const exit = new Uint8Array(24);
    const view = new DataView(exit.buffer);
    view.setUint16(0, 1410, true);
    view.setInt32(4, 77, true);
    const events: TraceEvent[] = [];
    const reading = parser();
    reading.push(
      page(
        5000n,
        message(10, change(0)),
        // 2^27 ns and 3 more pass.
        words((3 << 5) | 30, 1),
        message(4, change(0x10)),
        // Discarded: 12 bytes.
        words((1 << 5) | 29, 8, 0),
        // A long one has its length in a word of its own.
        new Uint8Array([...words(1 << 5, exit.length + 4), ...exit]),
        words(29),
      ),
      events,
    );
    assert.equal(reading.bad, 0);
    const later = 4010 + 2 ** 27 + 3 + 4;
    assert.deepEqual(events, [
      {
        kind: 'change',
        atNs: 4010,
        thread: 812,
        socket: 0x888012345678,
        from: 1,
        to: 4,
        local: [0, 0, 0xffff, 0x7f000001],
        localPort: 40_000,
        remote: [0x20010db8, 0, 0, 9],
        remotePort: 443,
      },
      // In an interrupt: the thread has nothing to do with it.
      { ...events[1], atNs: later },
      { kind: 'connectFailed', atNs: later + 1, thread: 77 },
    ]);
    assert.equal(events[1]?.thread, undefined);
  });

  it('name threads by what they are called from then on, whatever bytes that has', () => {
    const events: TraceEvent[] = [];
    const reading = parser();
    const hostile = 'ünï\u001b[31m 12 b\0junk';
    reading.push(
      page(1000n, message(1, naming(205, 30, 'sh')), message(1, naming(204, 30, 'sh', 'python3'))),
      events,
    );
    reading.push(page(1000n, message(1, naming(204, 31, 'x', hostile))), events);
    assert.equal(reading.tellsNames, true);
    assert.deepEqual(events, [
      { kind: 'named', atNs: 1, thread: 30, name: 'sh' },
      { kind: 'named', atNs: 2, thread: 30, name: 'python3' },
      { kind: 'named', atNs: 1, thread: 31, name: 'ünï\u001b[31m 12 b' },
    ]);
  });

  it('of a kind that nobody asked for are passed over', () => {
    const events: TraceEvent[] = [];
    const other = change(0);
    new DataView(other.buffer).setUint16(0, 1, true);
    const reading = parser();
    reading.push(page(0n, message(1, other)), events);
    assert.equal(reading.bad, 0);
    assert.deepEqual(events, []);
  });

  it('never break the reader, whatever the bytes are', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 0x7fffffff);
    const whole = page(9n, message(1, change(0)), message(1, change(0)), words(29));
    for (let round = 0; round < 5000; round++) {
      const bytes = whole.slice(0, round % 3 === 0 ? random() % whole.length : whole.length);
      for (let count = 0; count < 4 && bytes.length > 0; count++)
        bytes[random() % Math.min(200, bytes.length)] = random() & 255;
      parser().push(bytes, []);
    }
  });

  it('are told where they end too early, page by page', () => {
    const reading = parser();
    const whole = page(0n, message(1, change(0)));
    for (const bytes of [whole, whole.slice(0, 60), new Uint8Array(10), whole]) reading.push(bytes, []);
    assert.equal(reading.bad, 2);
    assert.deepEqual(badPages(0), []);
    assert.match(badPages(reading.bad)[0]?.message ?? '', /^2 pages of the kernel’s trace/);
  });

  it('end where a page says more than it has', () => {
    assert.equal(
      walkTracePage(new Uint8Array(10), true, 0n, () => assert.fail()),
      false,
    );
    const short = page(0n, message(1, change(0))).slice(0, 60);
    assert.equal(
      walkTracePage(short, true, 0n, () => assert.fail()),
      false,
    );
  });
});

describe('the format of an event', () => {
  it('that names a thread and lacks a field is not read: not every name is told then', () => {
    const [one, whole, cut] = [changeText, newTaskText, renameText.replace('newcomm[16]', 'other[16]')].map(
      (text) => parseTraceFormat(text.replace('oldcomm[16]', 'old[16]')),
    );
    assert.ok(one && whole && cut);
    const reading = TraceEventParser.create({ change: one, exit: undefined, naming: [whole, cut] }, true, 0n);
    assert.equal(reading?.tellsNames, false);
  });

  it('that lacks a field, or has it in another size, is not read', () => {
    for (const text of [
      changeText.replace('skaddr', 'other'),
      changeText.replace(/size:2;(?=\tsigned:0;\n\tfield:__u16 family)/, 'size:4;'),
    ]) {
      const format = parseTraceFormat(text);
      assert.ok(format);
      assert.equal(
        TraceEventParser.create({ change: format, exit: undefined, naming: [] }, true, 0n),
        undefined,
      );
    }
    assert.equal(parseTraceFormat('nothing'), undefined);
  });
});
