import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { readLocalToken, writeLocalToken } from '@/lib/env/local-token-file';

import { requireLocalToken } from './local-token';

let dataFolder = '';
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'nearmiss-token-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

function requestWith(token: string | null): Request {
  return new Request('http://127.0.0.1/', { headers: token === null ? {} : { 'x-nearmiss-token': token } });
}

describe('requireLocalToken', () => {
  test('lets pass who shows the token of the data folder, and nobody else', () => {
    writeLocalToken(dataFolder);
    const token = readLocalToken(dataFolder) ?? '';
    expect(() => requireLocalToken(requestWith(token), dataFolder)).not.toThrow();
    for (const wrong of [null, '', token.slice(1), `${token}0`, token.toUpperCase(), '0'.repeat(64)]) {
      if (wrong === token) continue;
      expect(() => requireLocalToken(requestWith(wrong), dataFolder)).toThrow(
        expect.objectContaining({ code: 'local_token_required' }),
      );
    }
  });

  test('lets nobody pass where there is no token', () => {
    for (const given of [null, '', 'null']) {
      expect(() => requireLocalToken(requestWith(given), dataFolder)).toThrow(
        expect.objectContaining({ code: 'local_token_required' }),
      );
    }
  });
});
