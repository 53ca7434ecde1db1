import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { hintScripts } from './compile-hints.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-hints-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every script gets the hint once, at its head; nothing else is touched', () => {
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'a.js'), 'run();');
  writeFileSync(join(folder, 'below', 'b.js'), '(()=>{})()');
  writeFileSync(join(folder, 'a.css'), 'a{}');
  hintScripts(folder);
  hintScripts(folder);
  expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('//# allFunctionsCalledOnLoad\nrun();');
  expect(readFileSync(join(folder, 'below', 'b.js'), 'utf8')).toBe('//# allFunctionsCalledOnLoad\n(()=>{})()');
  expect(readFileSync(join(folder, 'a.css'), 'utf8')).toBe('a{}');
});
