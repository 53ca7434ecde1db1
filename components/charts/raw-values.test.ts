import { describe, expect, test } from 'vitest';

import type { RunEntityRow } from '@/components/entities/run-entity';
import { discoveryTable } from '@/components/groups/discovery-chart';
import { stepLinesTable, type GroupAtStep } from '@/components/groups/step-lines';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';
import { discoveryCurves } from '@/lib/core/shape/discovery-curves';

import { csvOf, type ChartTable } from './chart-table';
import { entityLiftTable } from './entity-lift-chart';
import { signalTable } from './signal-chart';

const place = { runId: 1, definitions: DEFAULT_DEFINITIONS };
const linesOf = (table: ChartTable): readonly string[] => csvOf(table).trimEnd().split('\r\n');

/** Numbers that a table rounds, in whole in the download. */
describe('downloads of charts hold raw values', () => {
  test('groups by signal', () => {
    const estimate = { value: 1 / 3, low: null, high: null, n: 1200 };
    const table = signalTable(
      {
        marks: [{ slice: 'revived', groups: 1200, share: 1 / 3, filter: '' }],
        groups: 3600,
        singletons: 0,
        unknown: 0,
        zeroAdvantageGrpo: estimate,
        zeroAdvantageEGrpo: estimate,
      },
      place,
    );
    expect(linesOf(table)).toEqual([
      'Groups,Count,Share,GRPO,E-GRPO',
      '"All wrong, revived by E-GRPO",1200,0.3333333333333333,zero advantage,some advantage',
    ]);
  });

  test('lift of entities, an infinite one too', () => {
    const found = { rollouts: 0, found: 0, share: null };
    const row = (name: string, lift: RunEntityRow['lift']): RunEntityRow => ({
      name,
      entityClass: 'bottleneck',
      questions: 1,
      questionList: [],
      all: found,
      correct: found,
      wrong: found,
      seen: 0,
      seenNotTakenUp: 0,
      medianFirstTurn: null,
      lift,
      difference: { value: null, low: null, high: null },
      compared: { questions: 1, right: 1400, wrong: 2 },
      pValue: 0.01,
      pValueHolm: 0.02,
    });
    const rows = [
      row('=Key', { value: 4 / 3, low: 1.0123, high: 1.789, gap: null }),
      row('Map', { value: null, low: null, high: null, gap: 'none_wrong_found' }),
    ];
    expect(linesOf(entityLiftTable({ rows, place }))).toEqual([
      'Entity,Lift,Low,High,Right rollouts,Wrong rollouts',
      "'=Key,1.3333333333333333,1.0123,1.789,1400,2",
      'Map,Infinity,,,1400,2',
    ]);
  });

  test('discovery of a group', () => {
    const discovery = discoveryCurves([
      { n: 7, outcome: 'near_miss', turns: 3, foundTurns: [1] },
      { n: 8, outcome: 'failure', turns: 0, foundTurns: [] },
    ]);
    const [head, ...rows] = linesOf(discoveryTable({ discovery, labels: [1, 2], place }));
    expect(head).toBe('Rollout,Outcome,Turns,Entities found,Last new in turn,Turns after it,Share of turns');
    expect(rows).toEqual(['1,near_miss,3,1,1,2,0.6666666666666666', '2,failure,0,0,,0,']);
  });

  test('a group over steps', () => {
    const none = { value: null, low: null, high: null, n: 0 };
    const counts = { correct: 1, nearMiss: 1, otherWrong: 0, error: 1, unknown: 0 };
    const group = (number: number, step: number | null): GroupAtStep => ({
      group: number,
      step,
      size: 3,
      ...counts,
      accuracy: none,
      nearMissShare: none,
      matchRateMean: null,
      matchRateMax: 0.5,
      toolCallsMean: 7 / 3,
    });
    const props = { groups: [group(4, 10), group(9, null)], current: 4, place };
    expect(linesOf(stepLinesTable({ ...props, measure: 'outcomes' })).slice(1)).toEqual([
      '10,4,3,0.3333333333333333,0.3333333333333333,0.3333333333333333',
      'no step,9,3,0.3333333333333333,0.3333333333333333,0.3333333333333333',
    ]);
    expect(linesOf(stepLinesTable({ ...props, measure: 'matchRate' }))[1]).toBe('10,4,3,0.5,');
    expect(linesOf(stepLinesTable({ ...props, measure: 'toolCalls' }))[1]).toBe('10,4,3,2.3333333333333335');
    // The table on the page still says which group this is.
    expect(stepLinesTable({ ...props, measure: 'toolCalls' }).rows[0]?.cells[0]).toBe('4 (here)');
  });
});
