// A server that listens and never accepts: its accept queue fills up and overflows. Arguments: address, port,
// backlog. Prints the port, then blocks its own event loop, so that libuv cannot accept anything. It cannot see
// its parent go away while blocked, hence the time limit.
import net from 'node:net';

const [address = '127.0.0.1', port = '0', backlog = '4'] = process.argv.slice(2);
const server = net.createServer();
server.listen({ host: address, port: Number(port), backlog: Number(backlog) }, () => {
  process.stdout.write(`${String((server.address() as net.AddressInfo).port)}\n`, () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * 60_000);
    process.exit(0);
  });
});
