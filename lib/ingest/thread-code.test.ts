import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { expect, test } from 'vitest';

import { threadCode } from './thread-code';

test.each(['lib/ingest/ingest-thread.ts', 'lib/api/search/search-thread.ts'])(
  '%s holds no WebAssembly',
  async (entry) => {
    expect(await threadCode(entry)).not.toContain('WebAssembly');
  },
);

test('the import thread is one script that is bundled once, runs, and ends when asked', async () => {
  const code = threadCode('lib/ingest/ingest-thread.ts');
  expect(threadCode('lib/ingest/ingest-thread.ts')).toBe(code);
  const worker = new Worker(await code, { eval: true, execArgv: [] });
  worker.postMessage({ kind: 'end' });
  expect(await once(worker, 'exit')).toEqual([0]);
});

test('an entry that is not there is an error with its name, each time', async () => {
  const first = threadCode('lib/ingest/no-such-thread.ts');
  await expect(first).rejects.toThrow('no-such-thread.ts');
  const second = threadCode('lib/ingest/no-such-thread.ts');
  expect(second).not.toBe(first);
  await expect(second).rejects.toThrow('no-such-thread.ts');
});

test('the process goes on while a thread is bundled', async () => {
  let isBundled = false;
  const bundled = threadCode('lib/ingest/worker.ts').then(() => (isBundled = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isBundled).toBe(false);
  await bundled;
});
