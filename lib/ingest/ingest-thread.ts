// Entry of an import thread: reads blocks of lines into rollouts, or matches stored rollouts again.
import { parentPort } from 'node:worker_threads';

import { ImportError } from '@/lib/import/import-error';

import { BatchReader } from './batch-reader';
import { rematchBodies } from './rematch-bodies';
import type { EndTask, SetupTask, ThreadRequest, ThreadResponse, ThreadResult } from './thread-protocol';

type Request = Exclude<ThreadRequest, EndTask>;
type NumberedTask = Exclude<Request, SetupTask>;

let reader: BatchReader | null = null;
let previous: Promise<void> = Promise.resolve();
let ending = false;

async function perform(request: NumberedTask): Promise<ThreadResult> {
  if (request.kind === 'rematch') return rematchBodies(request);
  if (reader === null) throw new RangeError('a thread was asked to read before it was told of a run');
  return reader.read(request);
}

async function answer(request: Request): Promise<void> {
  if (ending) return;
  if (request.kind === 'setup') {
    reader?.close();
    reader = new BatchReader(request.setup);
    return;
  }
  let response: ThreadResponse;
  let transfer: ArrayBuffer[] = [];
  try {
    const result = await perform(request);
    response = { task: request.task, result };
    transfer = buffersOf(result);
  } catch (error) {
    const code = error instanceof ImportError ? error.code : 'internal_error';
    response = {
      task: request.task,
      failure: { code, message: error instanceof Error ? error.message : String(error) },
    };
  }
  parentPort?.postMessage(response, transfer);
}

function buffersOf(result: ThreadResult): ArrayBuffer[] {
  const arrays = result.kind === 'read' ? [result.frames, result.firstTurns] : [result.firstTurns];
  return arrays.map((array) => array.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Without its port nothing keeps the thread alive. */
function end(): void {
  reader?.close();
  parentPort?.close();
}

// One request after the other: a text importer keeps its place between batches.
parentPort?.on('message', (request: ThreadRequest) => {
  if (request.kind === 'end') {
    ending = true;
    previous = previous.then(end);
  } else previous = previous.then(() => answer(request));
});
