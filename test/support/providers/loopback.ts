import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Listener {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

type Serve = (incoming: IncomingMessage, response: ServerResponse, origin: string) => void;

/** An HTTP server that this computer alone can reach. Rejects when the port is taken. */
export async function listen(port: number, serve: Serve): Promise<Listener> {
  const sockets = new Set<Socket>();
  let origin = '';
  const server = createServer((incoming, response) => {
    serve(incoming, response, origin);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Resets are part of the job.
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
