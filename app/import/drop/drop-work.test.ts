import { describe, expect, it } from 'vitest';

import { RefusedRequest } from '@/app/import/import-requests';
import { dropPreviewSchema, previewManifestSchema, type DropPreview } from '@/lib/api/schemas/drop-preview';
import { importSettingsSchema, type ImportSettings, type RunSettings } from '@/lib/import/settings/import-settings';

import { changeRun, importSettings, isLeftOut, previewSettings, resetRun } from './drop-settings';
import { DropWork, type DropServices } from './drop-work';
import { Slots } from './slots';

type Run = DropPreview['runs'][number];

function runOf(key: string, part: Partial<Run> = {}): Run {
  const nothing = { rollouts: [], rows: [], issues: [], companions: [], columns: [], notices: [] };
  const counts = { correctness: {}, thoughts: {}, outcomes: { correct: 0, wrong: 0, undecided: 0 } };
  const entities = { questions: 0, fromLog: 0, fromStoredSets: 0, fromDroppedSets: 0, without: 0 };
  const files = { total: 1, bytes: 1, first: [] };
  const words = { key, name: key, format: 'canonical', label: '', why: '', shape: 's' };
  const rest = { complete: true, rolloutsRead: 4, grouping: null, suggestedMapping: {}, settings: {} };
  return { ...nothing, ...counts, ...words, ...rest, entities, files, remembered: false, existing: null, ...part };
}

function previewOf(runs: readonly Run[], sets: readonly string[] = []): DropPreview {
  const set = { format: 'f', why: '', questionsRead: 1, complete: true, joined: 0, questions: [], issues: [] };
  return dropPreviewSchema.parse({
    runs,
    entitySets: sets.map((path) => ({ ...set, path })),
    leftOut: { total: 0, first: [] },
    formats: [],
    groupings: ['detected', 'none'],
  });
}

describe('settings of a drop', () => {
  const remembered = runOf('a', { settings: { grouping: 'none' }, remembered: true });

  it('a change keeps what is in force, and undefined goes back to what is detected', () => {
    const changed = changeRun({}, remembered, { thoughts: 'marked' });
    expect(changed.runs).toEqual({ a: { grouping: 'none', thoughts: 'marked' } });
    expect(changeRun(changed, remembered, { grouping: undefined }).runs).toEqual({ a: { thoughts: 'marked' } });
    expect(resetRun(changeRun(changed, remembered, { name: 'N' }), remembered).runs).toEqual({ a: { name: 'N' } });
  });

  it('a run that is imported, exactly or by its looks, is left out unless the user wants it again', () => {
    const existing = { runId: 3, name: 'old', exact: true };
    const run = runOf('a', { existing });
    expect(isLeftOut({}, run)).toBe(true);
    expect(isLeftOut({}, runOf('a', { existing: { ...existing, exact: false } }))).toBe(true);
    expect(isLeftOut(changeRun({}, run, { skip: false }), run)).toBe(false);
  });

  it('a run of which nothing can be read is left out whatever the user says', () => {
    const issues = [{ file: 'a.jsonl', line: 1, code: 'line_not_json', message: 'no JSON' }];
    const broken = runOf('a', { rolloutsRead: 0, issues });
    expect(isLeftOut({}, broken)).toBe(true);
    expect(isLeftOut(changeRun({}, broken, { skip: false }), broken)).toBe(true);
    expect(importSettings({}, previewOf([broken, runOf('b')])).runs).toEqual({ a: { skip: true }, b: {} });
    const later = runOf('c', { rolloutsRead: 0, complete: false });
    expect(isLeftOut({}, later)).toBe(false);
  });

  it('names and choice of runs do not ask for a new preview', () => {
    const settings: ImportSettings = { files: 'one_run', runs: { a: { name: 'x', skip: true, grouping: 'none' } } };
    expect(previewSettings(settings)).toEqual({ files: 'one_run', runs: { a: { grouping: 'none' } } });
  });

  it('an import is started with what the page showed of every run', () => {
    const preview = previewOf([remembered, runOf('b'), runOf('c', { existing: { runId: 1, name: '', exact: true } })]);
    const settings = changeRun({}, runOf('b'), { name: '   ' });
    const started = importSettings(settings, preview);
    expect(started.runs).toEqual({ a: { grouping: 'none' }, b: {}, c: { skip: true } });
    expect(importSettingsSchema.safeParse(started).success).toBe(true);
  });
});

describe('Slots', () => {
  it('lets two go on, then the next in turn; one that gave up gets none', async () => {
    const slots = new Slots(2);
    const { signal } = new AbortController();
    const first = await slots.take(signal);
    await slots.take(signal);
    const order: string[] = [];
    const givingUp = new AbortController();
    const impatient = slots.take(givingUp.signal).catch(() => order.push('gave up'));
    const patient = slots.take(signal).then(() => order.push('went on'));
    givingUp.abort();
    await impatient;
    first();
    first();
    await patient;
    expect(order).toEqual(['gave up', 'went on']);
  });
});

/** A server that answers at once; `over` changes what it does. */
function servicesWith(over: Partial<DropServices>): { services: DropServices; calls: string[] } {
  const calls: string[] = [];
  const services: DropServices = {
    preview: async () => previewOf([runOf('a')]),
    sendEntities: async (path) => {
      calls.push(`entities ${path}`);
      const counts = { questions: 1, entities: 1, joined: 0, unjoined: 1, ambiguous: 0 };
      return { id: '8f14e45f-ceea-467f-a8d3-0c1b2c7e5a11', ...counts, issues: { total: 0, byCode: {}, first: [] } };
    },
    sendUpload: async (body, { uploadId, onId }) => {
      calls.push(`upload ${body.filename}${uploadId === null ? '' : ` from ${uploadId}`}`);
      onId('u1');
      return 'u1';
    },
    startImport: async ({ uploadId, settings }) => {
      calls.push(`start ${uploadId} ${JSON.stringify(settings)}`);
      return 'i1';
    },
    discardUpload: async (id) => {
      calls.push(`discard ${id}`);
    },
    requestUploads: async () => [],
    settleMs: 0,
    now: () => 0,
    ...over,
  };
  return { services, calls };
}

function dropOf(services: DropServices, earlier: { uploadId: string; settings: { all: RunSettings } } | null = null) {
  const files = ['gold.jsonl', 'log.jsonl'].map((path) => ({ path, file: new File(['x'], path) }));
  const drop = { files, hidden: 0, fingerprint: 'f', earlier: earlier === null ? null : { offset: 1, ...earlier } };
  let changed: () => void = () => undefined;
  const work = new DropWork(drop, () => changed(), services);
  const until = (isDone: (state: DropWork['state']) => boolean) =>
    new Promise<void>((resolve) => {
      changed = () => {
        if (isDone(work.state)) resolve();
      };
      changed();
    });
  return { work, until };
}

describe('DropWork', () => {
  it('stores entities first, then sends the files and starts the import', async () => {
    const { services, calls } = servicesWith({ preview: async () => previewOf([runOf('a')], ['gold.jsonl']) });
    const { work, until } = dropOf(services);
    await until(({ plan }) => plan.name === 'ready');
    await work.start();
    expect(work.state.stage).toEqual({ name: 'started', importId: 'i1' });
    expect(calls).toEqual(['entities gold.jsonl', 'upload gold.jsonl and 1 more.tar', 'start u1 {"runs":{"a":{}}}']);
  });

  it('sends nothing else where there are entities only', async () => {
    const { services, calls } = servicesWith({ preview: async () => previewOf([], ['gold.jsonl']) });
    const { work, until } = dropOf(services);
    await until(({ plan }) => plan.name === 'ready');
    await work.start();
    expect(work.state).toMatchObject({ stage: { name: 'entities_stored' }, stored: [{ path: 'gold.jsonl' }] });
    expect(calls).toEqual(['entities gold.jsonl']);
  });

  it('sends what only the whole files tell', async () => {
    const later = { path: 'large.zip', kind: 'later', code: null, why: '' } as const;
    const preview = { ...previewOf([]), leftOut: { total: 1, first: [later] } };
    const { services, calls } = servicesWith({ preview: async () => preview });
    const { work, until } = dropOf(services);
    await until(({ plan }) => plan.name === 'ready');
    await work.start();
    expect(calls).toEqual(['upload gold.jsonl and 1 more.tar', 'start u1 {"runs":{}}']);
  });

  it('asks for the plan of the last settings only, and keeps the old one until it comes', async () => {
    const asked: unknown[] = [];
    const preview: DropServices['preview'] = async (body) => {
      const text = await body.text();
      const manifest: unknown = JSON.parse(text.slice(512, text.indexOf('\0', 512)));
      const { settings } = previewManifestSchema.parse(manifest);
      asked.push(settings);
      return previewOf([runOf(settings.files ?? 'detected')]);
    };
    const { work, until } = dropOf(servicesWith({ preview, settleMs: 20 }).services);
    await until(({ plan }) => plan.name === 'ready');
    work.change({ files: 'one_run' });
    expect(work.state.plan.name).toBe('updating');
    expect(work.state.preview?.runs[0]?.key).toBe('detected');
    work.change({ files: 'run_per_file' });
    await until(({ plan }) => plan.name === 'ready');
    expect(work.state.preview?.runs[0]?.key).toBe('run_per_file');
    expect(asked).toEqual([{}, { files: 'run_per_file' }]);
  });

  it('goes on with an upload of the same files, with what was set then', async () => {
    const { services, calls } = servicesWith({});
    const { until } = dropOf(services, { uploadId: 'u0', settings: { all: { grouping: 'none' } } });
    await until(({ stage }) => stage.name === 'started');
    expect(calls).toEqual(['upload gold.jsonl and 1 more.tar from u0', 'start u1 {"all":{"grouping":"none"}}']);
  });

  it('tells why it failed, and tries again from where it stopped', async () => {
    let fails = true;
    const startImport: DropServices['startImport'] = async () => {
      if (fails) throw new RefusedRequest('the disk is full');
      return 'i2';
    };
    const { services, calls } = servicesWith({ startImport });
    const { work, until } = dropOf(services);
    await until(({ plan }) => plan.name === 'ready');
    await work.start();
    expect(work.state.stage).toEqual({ name: 'failed', message: 'the disk is full' });
    fails = false;
    await work.start();
    expect(work.state.stage).toEqual({ name: 'started', importId: 'i2' });
    expect(calls).toEqual(['upload gold.jsonl and 1 more.tar', 'upload gold.jsonl and 1 more.tar from u1']);
  });

  it('stops sending when it is paused or cancelled; a cancelled upload is removed', async () => {
    const sendUpload: DropServices['sendUpload'] = (_body, { onId, onProgress, signal }) =>
      new Promise((_resolve, reject) => {
        onId('u9');
        onProgress(10, 100);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const late = { id: 'late', fingerprint: 'f', filename: 'x', packed: true, bytes: 1, offset: 0, createdAt: '' };
    const requestUploads = async () => [late, { ...late, id: 'of others', fingerprint: 'g' }];
    const { services, calls } = servicesWith({ sendUpload, requestUploads });
    const { work, until } = dropOf(services);
    await until(({ plan }) => plan.name === 'ready');
    void work.start();
    await until(({ stage }) => stage.name === 'sending');
    work.pause();
    expect(work.state.stage).toEqual({ name: 'paused', sent: 10, total: 100 });
    await new Promise((resolve) => setTimeout(resolve, 0));
    void work.start();
    await until(({ stage }) => stage.name === 'sending');
    work.cancel();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(work.state.stage).toEqual({ name: 'planning' });
    expect(calls).toEqual(['discard u9', 'discard late']);
  });
});
