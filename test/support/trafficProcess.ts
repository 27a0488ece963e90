// Runs as a process of its own inside a namespace and opens and closes sockets there, as told by JSON lines on
// standard input (see trafficMessages.ts). It ends when standard input does. It uses loopback addresses only.
import net from 'node:net';
import { createInterface } from 'node:readline';
import { timeWaitMade } from './timeWaitMade.ts';
import type { Closing, Destination, Ending, Reply, Request } from './trafficMessages.ts';

const atOnce = 100;
const held = new Set<net.Socket>();
const servers = new Map<net.Server, Set<net.Socket>>();

function hold(socket: net.Socket): void {
  held.add(socket);
  socket.once('close', () => held.delete(socket));
}

function requireLoopback({ address }: Destination): void {
  if (!/^(127\.|::1$|::ffff:127\.|::$|0\.0\.0\.0$)/.test(address))
    throw new Error(`${address} is not a loopback address`);
}

function accepted(socket: net.Socket, closing: Closing): void {
  socket.on('error', () => undefined);
  socket.resume();
  if (closing === 'serverFirst') socket.end();
  if (closing === 'peerFirst') socket.once('end', () => socket.end());
  if (closing === 'hold') hold(socket);
}

function listen(at: Destination, closing: Closing, backlog: number): Promise<number> {
  requireLoopback(at);
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    accepted(socket, closing);
  });
  servers.set(server, sockets);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: at.address, port: at.port, backlog }, () => {
      resolve((server.address() as net.AddressInfo).port);
    });
  });
}

/**
 * Resolves with the socket when this side has reached the state that the ending asks for; for `wait` when the other side
 * has closed and this one has not.
 */
function connect(to: Destination, ending: Ending, from: string | undefined): Promise<net.Socket> {
  return new Promise((resolvePromise, reject) => {
    const socket = net.connect({
      host: to.address,
      port: to.port,
      allowHalfOpen: true,
      ...(from === undefined ? {} : { localAddress: from }),
    });
    const resolve = (): void => {
      resolvePromise(socket);
    };
    socket.once('error', reject);
    if (ending === 'keep' || ending === 'shutdown') hold(socket);
    if (ending === 'close') socket.once('close', resolve).resume();
    if (ending === 'wait') socket.once('end', resolve).resume();
    socket.once('connect', () => {
      if (ending === 'keep') resolve();
      if (ending === 'close') socket.end();
      if (ending === 'shutdown' || ending === 'abandon')
        socket.end(() => {
          if (ending === 'abandon') socket.destroy();
          resolve();
        });
    });
  });
}

async function connectMany(to: Destination, count: number, ending: Ending, from?: string): Promise<void> {
  let left = count;
  const sockets: net.Socket[] = [];
  const worker = async (): Promise<void> => {
    while (left-- > 0) sockets.push(await connect(to, ending, from));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  // Not one by one: a port that is free again may be chosen again, and the kernel would reopen its TIME_WAIT socket.
  if (ending === 'wait') await Promise.all(sockets.map(end));
}

function end(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
    socket.end();
  });
}

function knock(to: Destination, count: number): void {
  requireLoopback(to);
  for (let index = 0; index < count; index++) {
    const socket = net.connect({ host: to.address, port: to.port });
    socket.on('error', () => undefined);
    hold(socket);
  }
}

async function release(): Promise<void> {
  for (const socket of held) socket.destroy();
  held.clear();
  const closed = [...servers].map(
    ([server, sockets]) =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  );
  servers.clear();
  await Promise.all(closed);
}

async function connectAsOrdered({
  to,
  count,
  ending,
  from,
}: Extract<Request, { kind: 'connect' }>): Promise<void> {
  requireLoopback(to);
  const connect = (wanted: number): Promise<void> => connectMany(to, wanted, ending, from);
  if (ending === 'close') await timeWaitMade({ to, side: 'client', ...(from && { from }) }, count, connect);
  else if (ending === 'wait')
    await timeWaitMade({ to, side: 'server', ...(from && { from }) }, count, connect);
  else await connect(count);
}

async function carryOut(request: Request): Promise<number> {
  switch (request.kind) {
    case 'listen':
      return listen(request.at, request.closing, request.backlog ?? 4096);
    case 'connect':
      await connectAsOrdered(request);
      return request.to.port;
    case 'knock':
      knock(request.to, request.count);
      return request.to.port;
    case 'release':
      await release();
      return 0;
  }
}

function say(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const request = JSON.parse(line) as Request;
  carryOut(request).then(
    (port) => {
      say({ id: request.id, kind: 'done', port });
    },
    (error: unknown) => {
      say({ id: request.id, kind: 'failed', message: String(error) });
    },
  );
});
lines.on('close', () => process.exit(0));
