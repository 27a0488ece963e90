import assert from 'node:assert/strict';
import type { PortUse, PortUser } from '../../../../../src/core/model/portUse.ts';
import { portAnswer } from '../../../../../src/core/report/port/portAnswer.ts';

function use(users: readonly Partial<PortUser>[], more: Partial<PortUse> = {}): PortUse {
  const whole = { kind: 'listener', localAddress: '10.0.0.1', count: 1, processes: [] } as const;
  return {
    port: 8080,
    isComplete: true,
    users: users.map((user) => ({ ...whole, ...user })),
    elsewhere: [],
    range: { low: 32_768, high: 60_999 },
    reserved: [],
    unprivilegedStart: 1024,
    effectiveUser: 0,
    seesBound: true,
    ...more,
  };
}

describe('the answer to who holds a port', () => {
  it('depends on the worst of its users', () => {
    const cases = [
      [[], 'free'],
      [[{ kind: 'udp' }], 'free'],
      [[{ kind: 'timeWait' }], 'shared'],
      [[{ kind: 'left' }, { kind: 'timeWait' }], 'shared'],
      [[{ kind: 'connection' }, { kind: 'timeWait' }], 'taken'],
      [[{ kind: 'bound' }], 'taken'],
      [[{ kind: 'listener' }, { kind: 'accepted' }], 'taken'],
    ] as const;
    for (const [users, answer] of cases) assert.equal(portAnswer(use(users)).answer, answer);
  });

  it('is a matter of privileges below the unprivileged start, unless root asks', () => {
    const low = { port: 443, effectiveUser: 1000 };
    assert.equal(portAnswer(use([], low)).answer, 'privileged');
    assert.match(portAnswer(use([], low)).bind.join(' '), /EACCES/);
    assert.equal(portAnswer(use([], { ...low, effectiveUser: 0 })).answer, 'free');
    assert.equal(portAnswer(use([], { ...low, unprivilegedStart: 80 })).answer, 'free');
  });

  it('names the process, and which addresses are free', () => {
    const processes = [{ pid: 7, name: 'curl' }];
    const answer = portAnswer(use([{ kind: 'connection', peer: '10.0.0.2:443', processes }]));
    assert.equal(
      answer.title,
      'Port 8080 is held by curl (process 7): an outgoing connection from 10.0.0.1:8080 to 10.0.0.2:443.',
    );
    assert.match(answer.bind.join(' '), /Other addresses are free\.$/);
    assert.doesNotMatch(portAnswer(use([{ localAddress: '::' }])).bind.join(' '), /Other addresses/);
  });

  it('says whether the kernel can choose the port for an outgoing connection', () => {
    const connect = (users: readonly Partial<PortUser>[], more: Partial<PortUse>): string =>
      portAnswer(use(users, { port: 40_000, ...more })).connect.join(' ');
    assert.match(connect([], {}), /can choose it/);
    assert.match(connect([{ kind: 'connection' }], {}), /can choose it/);
    assert.match(connect([{ kind: 'bound' }], {}), /does not choose it/);
    assert.match(connect([], { port: 80 }), /outside ip_local_port_range/);
    assert.match(connect([], { reserved: [{ low: 39_000, high: 41_000 }] }), /in ip_local_reserved_ports/);
  });

  it('adds to the reserved ports instead of replacing them, where the sockets are', () => {
    const reserved = [{ low: 9000, high: 9010 }];
    const command = (effectiveUser: number): string | undefined =>
      portAnswer(use([], { port: 40_000, reserved, effectiveUser }), ['ip', 'netns', 'exec', 'web'])
        .remedies[0]?.command;
    assert.equal(command(0), 'ip netns exec web sysctl -w net.ipv4.ip_local_reserved_ports=9000-9010,40000');
    assert.match(command(1000) ?? '', /^sudo ip netns exec web /);
    assert.deepEqual(portAnswer(use([], { port: 40_000, reserved: undefined })).remedies, []);
  });

  it('is not known where a socket that is only bound would not be seen', () => {
    const { answer, title, bind, connect, notes } = portAnswer(use([], { port: 40_000, seesBound: false }));
    assert.equal(answer, 'unknown');
    assert.equal(
      title,
      'Whether port 40000 is free is not known: no connection uses it, but a socket that is only bound to it would not be seen.',
    );
    assert.match(bind.join(' '), /fails with EADDRINUSE if one is bound to it/);
    assert.match(connect.join(' '), /can choose it .*, unless a socket is bound to it/);
    assert.match(notes.join(' '), /bound and has no connection cannot be seen/);
    const left = portAnswer(use([{ kind: 'left' }], { seesBound: false }));
    assert.equal(left.answer, 'shared');
    assert.match(left.notes.join(' '), /bound and has no connection cannot be seen/);
    const taken = portAnswer(use([{}], { seesBound: false }));
    assert.deepEqual([taken.answer, taken.notes], ['taken', []]);
  });

  it('is not known where nothing was seen and not all was read; what was seen holds', () => {
    const { answer, title, bind, connect } = portAnswer(use([], { isComplete: false }));
    assert.equal(answer, 'unknown');
    assert.equal(title, 'Whether port 8080 is free is not known: not all sockets could be read.');
    assert.match(bind.join(' '), /fails with EADDRINUSE if one was not read/);
    assert.match(connect.join(' '), /unless a listening socket was not read/);
    assert.equal(portAnswer(use([{}], { isComplete: false })).answer, 'taken');
  });
});
