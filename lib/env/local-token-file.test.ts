import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { readLocalToken, writeLocalToken } from './local-token-file';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-token-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('local token', () => {
  test('is new each time, readable by its owner only, and gone afterwards', () => {
    const file = join(folder, 'local-token');
    writeFileSync(file, 'of an earlier start', { mode: 0o644 });
    writeLocalToken(folder);
    const first = readLocalToken(folder);
    const remove = writeLocalToken(folder);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(readLocalToken(folder)).not.toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    remove();
    expect(readLocalToken(folder)).toBeNull();
  });

  test('a file that holds no token counts as none', () => {
    writeFileSync(join(folder, 'local-token'), '');
    expect(readLocalToken(folder)).toBeNull();
  });
});
