import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** An HTTP proxy on loopback that tunnels, and what it was asked for. */
export interface RunningProxy {
  readonly port: number;
  /** `host:port` of each place that a tunnel was asked for to. */
  readonly tunnels: Set<string>;
  readonly stop: () => Promise<void>;
}

/** Starts it. With a `login`, `name:password`, it refuses everybody else. */
export async function startProxy(login?: string): Promise<RunningProxy> {
  const tunnels = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request: IncomingMessage, client, head: Buffer) => {
    const target = request.url ?? '';
    tunnels.add(target);
    if (login !== undefined && request.headers['proxy-authorization'] !== basic(login)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = target.split(':');
    const there = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.write(head);
      there.pipe(client).pipe(there);
    });
    there.on('error', () => client.destroy());
    client.on('error', () => there.destroy());
    client.on('close', () => there.destroy());
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    tunnels,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A tunnel is no connection of the server any more.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function basic(login: string): string {
  return `Basic ${Buffer.from(login).toString('base64')}`;
}
