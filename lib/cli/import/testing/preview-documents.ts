import { dropPreviewSchema, previewRunSchema, type DropPreview, type PreviewRun } from '@/lib/api/schemas/drop-preview';

/** A run of a preview as the API answers it; what a test is about is given. */
export function runOf(part: Partial<PreviewRun>): PreviewRun {
  return previewRunSchema.parse({
    key: 'run',
    name: 'log',
    format: 'nearmiss',
    label: 'Nearmiss JSON Lines',
    why: 'records with a question and messages',
    files: { total: 1, bytes: 2048, first: [{ path: 'log.jsonl', bytes: 2048, step: null, rollout: null }] },
    companions: [],
    complete: true,
    rolloutsRead: 4,
    rollouts: [],
    rows: [],
    issues: [],
    grouping: { by: 'question', field: null, withinStep: false, groups: 1, size: 4, odd: 0 },
    correctness: { logged: 4 },
    outcomes: { correct: 1, wrong: 3, undecided: 0 },
    thoughts: { think_tags: 4 },
    entities: { questions: 1, fromLog: 1, fromStoredSets: 0, fromDroppedSets: 0, without: 0 },
    columns: [],
    suggestedMapping: {},
    notices: [],
    settings: {},
    shape: 'shape',
    remembered: false,
    existing: null,
    ...part,
  });
}

export function previewOf(runs: readonly PreviewRun[], part: Partial<DropPreview> = {}): DropPreview {
  return dropPreviewSchema.parse({
    runs,
    entitySets: [],
    leftOut: { total: 0, first: [] },
    formats: [{ id: 'verl', label: 'verl rollouts' }],
    groupings: ['detected'],
    ...part,
  });
}
