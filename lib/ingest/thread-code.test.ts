import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { expect, test } from 'vitest';

import { threadCode } from './thread-code';

test.each(['lib/ingest/ingest-thread.ts', 'lib/api/search/search-thread.ts'])('%s holds no WebAssembly', (entry) => {
  expect(threadCode(entry)).not.toContain('WebAssembly');
});

test('the import thread is one script that is bundled once, runs, and ends when asked', async () => {
  const code = threadCode('lib/ingest/ingest-thread.ts');
  expect(threadCode('lib/ingest/ingest-thread.ts')).toBe(code);
  const worker = new Worker(code, { eval: true, execArgv: [] });
  worker.postMessage({ kind: 'end' });
  expect(await once(worker, 'exit')).toEqual([0]);
});

test('an entry that is not there is an error with its name', () => {
  expect(() => threadCode('lib/ingest/no-such-thread.ts')).toThrow('no-such-thread.ts');
});
