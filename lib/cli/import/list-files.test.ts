import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { listFiles, nameOfPaths } from './list-files';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nearmiss-files-')));
  for (const folder of ['run/step_1', 'run/step_2']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'run/step_1/a.jsonl'), '1');
  writeFileSync(join(root, 'run/step_2/a.jsonl'), '22');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function listed(...paths: readonly string[]) {
  const files = await listFiles(paths.map((path) => join(root, path)));
  return files.map(({ path, bytes }) => `${path} ${bytes}`).toSorted();
}

describe('listFiles', () => {
  test('a folder keeps its name, a file has its own', async () => {
    expect(await listed('run')).toEqual(['run/step_1/a.jsonl 1', 'run/step_2/a.jsonl 2']);
    expect(await listed('run/step_1/a.jsonl')).toEqual(['a.jsonl 1']);
  });

  test('a file named twice counts once', async () => {
    expect(await listed('run/step_1/a.jsonl', 'run/step_1/a.jsonl')).toEqual(['a.jsonl 1']);
  });

  test('what is not there is told by its name', async () => {
    await expect(listed('nothing')).rejects.toThrow(/nothing/);
  });
});

test('the name of an import', () => {
  expect(nameOfPaths(['/x/a'])).toBe('a');
  expect(nameOfPaths(['/x/a', '/b'])).toBe('a and b');
  expect(nameOfPaths(['/x/a', '/b', '/c', '/d'])).toBe('a, b and 2 more');
});
