import { createServer } from 'node:net';

/**
 * Whether a port of 127.0.0.1 can be listened on at this moment.
 *
 * @param port 1 to 65535
 */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryToListen(port)) !== null;
}

/** A port of 127.0.0.1 that nobody listens on at this moment, chosen by the system. */
export async function findFreePort(): Promise<number> {
  const port = await tryToListen(0);
  if (port === null) throw new Error('The system has no free port on 127.0.0.1.');
  return port;
}

function tryToListen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
