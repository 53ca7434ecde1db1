import { expect, it } from 'vitest';
import { readProbe } from '@/lib/import/probe/read-probe';
import { headOf } from '@/lib/import/testing/byte-source';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { carr } from './carr';

keepsFixtureLaw(carr);

it('takes a group whose responses are longer than what detection reads', () => {
  const response = ['r'.repeat(5000), 'r'];
  const bytes = Buffer.from(
    JSON.stringify([{ prompt: ['p', 'p'], response, label: ['a', 'a'], rewards: [1, 0], history: [] }]),
  );
  expect(carr.detect(readProbe(headOf('groups.json', bytes, 1000)))).toMatchObject({ confidence: 'likely' });
  expect(carr.detect(readProbe(headOf('groups.json', bytes)))).toMatchObject({ confidence: 'certain' });
});
