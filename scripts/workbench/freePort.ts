import { once } from 'node:events';
import net from 'node:net';

/** `wanted` when it is free on 127.0.0.1, else one that the kernel chooses. */
export async function freePort(wanted = 0): Promise<number> {
  const server = net.createServer();
  try {
    server.listen({ host: '127.0.0.1', port: wanted });
    await once(server, 'listening');
    return (server.address() as net.AddressInfo).port;
  } catch {
    return await freePort(0);
  } finally {
    server.close();
  }
}
