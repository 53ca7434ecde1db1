import { describe, expect, test } from 'vitest';

import { planStart } from './start-settings';
import { previewOf, runOf } from './testing/preview-documents';

const choices = { settings: {}, runName: null, again: false, entityPaths: [] };
const existing = { runId: 3, name: 'old', exact: true };

describe('planStart', () => {
  test('starts every run with the settings the preview showed, remembered ones too', () => {
    const run = runOf({ key: 'k', settings: { grouping: 'file' }, remembered: true });
    const plan = planStart(previewOf([run]), { ...choices, settings: { all: { format: 'verl' } } });
    expect(plan.settings).toEqual({ all: { format: 'verl' }, runs: { k: { grouping: 'file' } } });
    expect(plan.wanted).toEqual([run]);
  });

  test('leaves out what is there already, unless it is wanted again', () => {
    const preview = previewOf([runOf({ key: 'new' }), runOf({ key: 'old', existing })]);
    const plan = planStart(preview, choices);
    expect(plan.wanted.map(({ key }) => key)).toEqual(['new']);
    expect(plan.existing.map(({ key }) => key)).toEqual(['old']);
    expect(plan.settings.runs).toEqual({ new: {}, old: { skip: true } });
    expect(planStart(preview, { ...choices, again: true }).wanted).toHaveLength(2);
  });

  test('leaves out tables of no known format, and what the settings leave out', () => {
    const preview = previewOf([runOf({ key: 'table', format: null }), runOf({ key: 'out', settings: { skip: true } })]);
    const plan = planStart(preview, choices);
    expect(plan.wanted).toEqual([]);
    expect(plan.existing).toEqual([]);
    expect(plan.settings.runs).toEqual({ table: { skip: true }, out: { skip: true } });
  });

  test('one run takes the name; several take it in front of theirs', () => {
    const one = planStart(previewOf([runOf({ key: 'a', name: 'log' })]), { ...choices, runName: 'Mine' });
    expect(one.settings.runs).toEqual({ a: { name: 'Mine' } });
    expect(one.preview.runs[0]?.name).toBe('Mine');
    const preview = previewOf([
      runOf({ key: 'a', name: 'x' }),
      runOf({ key: 'b', name: 'y'.repeat(200) }),
      runOf({ key: 'c', name: 'z', existing }),
    ]);
    const several = planStart(preview, { ...choices, runName: 'Mine' });
    expect(several.preview.runs.map(({ name }) => name.slice(0, 8))).toEqual(['Mine: x', 'Mine: yy', 'z']);
    expect(several.settings.runs?.['b']?.name).toHaveLength(200);
  });

  test('files that are stored as entities are no logs', () => {
    const plan = planStart(previewOf([]), { ...choices, settings: { exclude: ['a'] }, entityPaths: ['gold.csv'] });
    expect(plan.settings.exclude).toEqual(['a', 'gold.csv']);
    const asLog = planStart(previewOf([runOf({ key: 'log' })]), { ...choices, entityPaths: ['log.jsonl'] });
    expect(asLog).toMatchObject({ wanted: [], preview: { runs: [] }, settings: { runs: {} } });
  });
});
