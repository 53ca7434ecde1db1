import { describe, expect, it } from 'vitest';
import { detectBytes, importBytes } from '@/lib/import/testing/import-bytes';
import { keepsFixtureLaw, readFixture } from '@/lib/import/testing/fixture-law';
import { browseCompPlusRuns } from './browsecomp-plus';

keepsFixtureLaw(browseCompPlusRuns);

const run = 'with-data-set/bm25/small/run_20260301T100000000001Z.json';
const evaluation = {
  query_id: '11',
  question: 'Who?',
  correct_answer: 'Ada',
  response: 'Exact Answer: Ada',
  is_completed: true,
};
const judged = { ...evaluation, judge_result: { correct: true, extracted_final_answer: 'Ada' } };

function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value, null, 2));
}

describe('a BrowseComp-Plus run', () => {
  it('has its id only where nothing else is dropped', async () => {
    const { events } = await importBytes({ path: run, bytes: readFixture('browsecomp-plus', run) });
    expect(events).toMatchObject([
      { kind: 'rollout', rollout: { questionId: '11', question: null, answers: [], correct: null } },
    ]);
  });

  it('is joined with the evaluation that names its file where there are several of its query', async () => {
    const right = { ...judged, json_path: `/runs/${run.split('/').at(-1)}` };
    const wrong = { ...judged, json_path: '/runs/run_other.json', judge_result: { correct: false } };
    const companions = new Map([wrong, right].map((record, index) => [`${index}_eval.json`, bytesOf(record)]));
    const bytes = readFixture('browsecomp-plus', run);
    const named = await importBytes({ path: run, bytes, companions });
    expect(named.events).toMatchObject([{ rollout: { correct: true, question: 'Who?', answers: ['Ada'] } }]);
    const unnamed = await importBytes({ path: 'elsewhere.json', bytes, companions });
    expect(unnamed.events).toMatchObject([{ rollout: { correct: null, question: 'Who?', answers: ['Ada'] } }]);
  });

  it('has its question from the table of queries, its answer from the evaluation', async () => {
    const bytes = readFixture('browsecomp-plus', run);
    const table = Buffer.from('10\tWho else?\r\n11\tWho is meant?\r\n\nbroken\n');
    const questionOnly = await importBytes({ path: run, bytes, companions: new Map([['queries.tsv', table]]) });
    expect(questionOnly.events).toMatchObject([{ rollout: { question: 'Who is meant?', answers: [] } }]);
    const { question: _question, ...unanswered } = judged;
    const both = new Map([
      ['queries.tsv', table],
      ['x_eval.json', bytesOf(unanswered)],
    ]);
    expect((await importBytes({ path: run, bytes, companions: both })).events).toMatchObject([
      { rollout: { question: 'Who is meant?', answers: ['Ada'], correct: true } },
    ]);
  });

  it.each([
    ['companion_only', judged],
    ['is_question_set', { query_id: '11', query: 'Who?', answer: 'Ada' }],
    ['no_text_in_log', { LLM: 'x', avg_tool_stats: {}, per_query_metrics: [] }],
  ])('leaves %s files beside it to their use', async (code, record) => {
    expect(await detectBytes({ path: 'x.json', bytes: bytesOf(record) })).toMatchObject({ kind: 'refused', code });
  });

  it('can be given by its evaluation alone where that is asked for', async () => {
    const input = { path: 'run_1_eval.json', bytes: bytesOf(judged), requestedFormat: 'browsecomp-plus' };
    expect((await importBytes(input)).events).toMatchObject([
      { rollout: { questionId: '11', question: 'Who?', answers: ['Ada'], correct: true, prediction: 'Ada' } },
    ]);
  });
});
