import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import next from 'next';
import { environment } from '@/lib/env/environment';
import { endWithParent } from './end-with-parent';
import { findRefusal, type Refusal, securityHeaders } from './request-guard';

// The process that serves pages and API: a guard in front of Next. Bodies pass through unread.
const HOST = '127.0.0.1';
const projectRoot = resolve(import.meta.dirname, '..', '..');

const { port } = environment();
const server = createServer();
// A large upload may take hours; only its headers must come soon.
server.requestTimeout = 0;
server.headersTimeout = 30_000;

const app = next({ dev: false, dir: projectRoot, hostname: HOST, port, httpServer: server });
await app.prepare();
const handleWithNext = app.getRequestHandler();

server.on('request', (request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
server.on('upgrade', (_request, socket) => socket.destroy());

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host, origin } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  const guarded = { host, origin, method: request.method, fetchSite: fetchSite?.toString() };
  const refusal = findRefusal(guarded, port);
  const nonce = randomBytes(16).toString('base64');
  const headers = securityHeaders(nonce);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (refusal !== null) return refuse(response, refusal);
  // Next takes the nonce for its own scripts from the policy, and the layout takes it from `x-nonce`.
  request.headers['content-security-policy'] = headers['Content-Security-Policy'];
  request.headers['x-nonce'] = nonce;
  await handleWithNext(request, response);
}

function refuse(response: ServerResponse, { code, detail }: Refusal): void {
  const problem = { type: `about:blank`, title: 'Forbidden', status: 403, code, detail };
  response.writeHead(403, { 'Content-Type': 'application/problem+json', Connection: 'close' });
  response.end(JSON.stringify(problem));
}

server.listen({ host: HOST, port }, () => process.send?.({ kind: 'ready' }));
server.on('error', (error) => {
  process.send?.({ kind: 'failed', message: error.message });
  process.exit(1);
});

endWithParent(async () => {
  const closed = new Promise<void>((resolveClosed) => server.close(() => resolveClosed()));
  server.closeIdleConnections();
  // Downloads and streams still running are given a moment, then cut.
  setTimeout(() => server.closeAllConnections(), 3_000).unref();
  await closed;
  await app.close();
});
