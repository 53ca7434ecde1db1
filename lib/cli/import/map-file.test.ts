import { describe, expect, test } from 'vitest';

import { MAPPED_FIELDS } from '@/lib/import/mapping/column-mapping';
import { importSettingsSchema, runSettingsSchema } from '@/lib/import/settings/import-settings';

import { readMapFile, settingsOf } from './map-file';

describe('readMapFile', () => {
  test('columns of a table', () => {
    expect(readMapFile('\uFEFF{"question":"prompt","text":"reply.text"}', 'm.json')).toEqual({
      all: { mapping: { question: 'prompt', text: 'reply.text' } },
    });
  });

  test('settings of every run, and of a whole import', () => {
    expect(readMapFile('{"grouping":"file","mapping":{"question":"q"}}', 'm.json')).toEqual({
      all: { grouping: 'file', mapping: { question: 'q' } },
    });
    const whole = { files: 'one_run', exclude: ['a'], runs: { k: { skip: true } } };
    expect(readMapFile(JSON.stringify(whole), 'm.json')).toEqual(whole);
  });

  test.each([
    ['{"question"', 'not JSON'],
    ['["question"]', 'expected a JSON object'],
    ['{}', 'it is empty'],
    ['{"queston":"q"}', '"queston" is none of them'],
    ['{"question":7}', '"question"'],
    ['{"question":"q","colour":"c"}', 'colour'],
    ['{"grouping":"by luck"}', '"grouping"'],
    ['{"all":{"format":3}}', '"all.format"'],
  ])('refuses %s naming what is wrong', (text, named) => {
    expect(() => readMapFile(text, 'm.json')).toThrow(named);
    expect(() => readMapFile(text, 'm.json')).toThrow('--map m.json');
  });

  test('the three kinds share no key, so that keys tell them apart', () => {
    const keys = [
      ...MAPPED_FIELDS,
      ...Object.keys(runSettingsSchema.shape),
      ...Object.keys(importSettingsSchema.shape),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('settingsOf', () => {
  test('the command line wins over the file', () => {
    const fromFile = { all: { format: 'verl', grouping: 'file' as const } };
    expect(settingsOf({ format: 'react' }, fromFile)).toEqual({ all: { format: 'react', grouping: 'file' } });
    expect(settingsOf({ format: null }, fromFile)).toBe(fromFile);
  });
});
