import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

import * as entitySets from '@/app/api/v1/entity-sets/route';
import * as oneImport from '@/app/api/v1/imports/[id]/route';
import * as preview from '@/app/api/v1/imports/preview/route';
import * as start from '@/app/api/v1/imports/start/route';
import * as oneUpload from '@/app/api/v1/uploads/[id]/route';
import * as uploads from '@/app/api/v1/uploads/route';
import { createdSchema } from '@/lib/api/schemas/import';
import { database } from '@/lib/db/client';
import { runImportJob } from '@/lib/ingest/run-import-job';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const ROUTES: readonly { readonly path: RegExp; readonly handlers: Readonly<Record<string, unknown>> }[] = [
  { path: /^\/api\/v1\/imports\/preview$/, handlers: preview },
  { path: /^\/api\/v1\/imports\/start$/, handlers: start },
  { path: /^\/api\/v1\/imports\/(?<id>[^/]+)$/, handlers: oneImport },
  { path: /^\/api\/v1\/uploads$/, handlers: uploads },
  { path: /^\/api\/v1\/uploads\/(?<id>[^/]+)$/, handlers: oneUpload },
  { path: /^\/api\/v1\/entity-sets$/, handlers: entitySets },
];

export interface ServedApi {
  readonly address: string;
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  for (const { path, handlers } of ROUTES) {
    const match = path.exec(pathname);
    const handler = match === null ? null : handlers[request.method];
    if (!isHandler(handler)) continue;
    const response = await handler(request, { params: Promise.resolve({ ...match?.groups }) });
    if (pathname.endsWith('/imports/start') && response.ok) startWork(await response.clone().json());
    return response;
  }
  return Response.json({ code: 'not_found', detail: pathname }, { status: 404 });
}

/** The worker's part: the import goes on while its caller asks how far it is. */
function startWork(body: unknown): void {
  const { id } = createdSchema.parse(body);
  // How it ended is read by GET /imports/{id}.
  runImportJob(database().pool, id, new AbortController().signal).catch(() => undefined);
}

function toRequest(incoming: IncomingMessage, address: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const method = incoming.method ?? 'GET';
  const init: RequestInit & { duplex: 'half' } = { method, headers, duplex: 'half' };
  if (method !== 'GET' && method !== 'HEAD') {
    const chunks = incoming[Symbol.asyncIterator]();
    init.body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    });
  }
  return new Request(`${address}${incoming.url ?? '/'}`, init);
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const bytes = Buffer.from(await response.arrayBuffer());
  Readable.from(bytes.length === 0 ? [] : [bytes]).pipe(outgoing);
}

/** The routes that imports need, behind a real socket, with imports performed as the worker would. */
export async function serveApi(): Promise<ServedApi> {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    answer(toRequest(incoming, address))
      .then((response) => send(response, outgoing))
      .catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address, requests, close };
}
