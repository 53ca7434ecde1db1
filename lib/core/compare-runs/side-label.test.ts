import { describe, expect, test } from 'vitest';

import { shortSideLabel } from './side-label';

describe('shortSideLabel', () => {
  const run = (name: string) => ({ id: 1, name });

  test.each([
    ['policy-search-seed-1', '5', 'policy…seed-1, step 5'],
    ['policy-search-seed-1', '10', 'policy…eed-1, step 10'],
    ['policy-search-seed-1', '10..20', 'pol…d-1, steps 10..20'],
    ['policy-search-seed-1', 'last', 'polic…ed-1, last step'],
    ['policy-search-seed-number-1', null, 'policy-sea…d-number-1'],
    ['short', '5', 'short, step 5'],
    ['policy', '123456789..987654321', 'p…, steps 123456789..987654321'],
  ])('%s at %s is %s of 21 characters', (name, steps, label) => {
    expect(shortSideLabel({ run: run(name), steps }, 21)).toBe(label);
  });

  test('is cut between code points', () => {
    expect(shortSideLabel({ run: run('ab🚢cdefgh'), steps: null }, 4)).toBe('ab…h');
  });
});
