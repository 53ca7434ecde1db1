import { expect, it } from 'vitest';
import { keepsFixtureLaw } from '@/lib/import/testing/fixture-law';
import { wandbTable } from './wandb-table';

keepsFixtureLaw(wandbTable);

it('reads only the last of the tables that are logged whole each time', () => {
  const path = (step: number, name: string): string =>
    `wandb/run-1-ab/files/media/table/${name}_${step}_0123456789abcdef.table.json`;
  const places = [2, 10].map((step) => wandbTable.place?.(path(step, 'val/generations')));
  expect(places.map((place) => place?.version?.rank)).toEqual([2, 10]);
  expect(new Set(places.map((place) => place?.version?.of)).size).toBe(1);
  expect(new Set(places.map((place) => place?.run)).size).toBe(1);
  const single = wandbTable.place?.(path(7, 'completions'));
  expect(single).toMatchObject({ step: 7, version: null, runName: 'run-1-ab completions' });
});
