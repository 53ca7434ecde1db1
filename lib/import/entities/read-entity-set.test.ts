import { describe, expect, it } from 'vitest';
import { headOf, inChunks } from '@/lib/import/testing/byte-source';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';
import { detectEntitySet } from './detect-entity-set';
import type { EntityEvent } from './entity-event';
import { readEntitySet } from './read-entity-set';

async function read(text: string | Buffer, chunkBytes = 64 * 1024): Promise<EntityEvent[]> {
  const bytes = Buffer.from(text);
  const head = headOf('unknown', bytes);
  const detection = detectEntitySet(head);
  if (detection.kind === 'refused') throw new Error(detection.code);
  const events: EntityEvent[] = [];
  const source = { format: detection.format, head, chunks: () => inChunks(bytes, chunkBytes) };
  for await (const event of readEntitySet(source)) events.push(event);
  return events;
}

/** Events as short text: what a person checks. */
function short(events: readonly EntityEvent[]): string[] {
  return events.map((event) => {
    if (event.kind === 'issue') return `${event.line} ${event.code}`;
    const { questionId, question, entities } = event.question;
    const names = entities.map(({ name, aliases }) => [name, ...aliases].join('='));
    return `${event.line} ${questionId ?? '-'} ${question ?? '-'} ${names.join('/')}`;
  });
}

const SAMPLES: Readonly<Record<string, { readonly text: string; readonly expected: readonly string[] }>> = {
  'canonical lines': {
    text: [
      '\uFEFF{"question":"Q1?","question_id":"a","entities":["Aare",{"name":"Rhine","aliases":["Rhein","Rhin"]}]}\r',
      '{"question_id":2,"entities":[" Emme "]}',
      '',
      '{"question":"Q1?","question_id":"a","entities":["Aare",{"name":"Rhine","aliases":["Rhein","Rhin"]}]}',
      '{"question":"Q1?","question_id":"a","entities":["Emme"]}',
      '{"question":"Q3?","entities":[]}',
      '{"question":"Q4?","entities":"Aare"}',
      '{"entities":["Aare"]}',
      '{"question":"Q5?","entities":["Aare"',
    ].join('\n'),
    expected: [
      '1 a Q1? Aare/Rhine=Rhein=Rhin',
      '2 2 -  Emme ',
      '5 entities_differ',
      '6 field_missing',
      '7 field_wrong_type',
      '8 field_missing',
      '9 line_truncated',
    ],
  },
  'canonical list': {
    text: '[\n  {"question": "a [quote \\" ] }", "entities": ["x", "y"]},\n  7,\n  {"question": "b",\n   "entities": [{"name": "z"}]},\n {bad}\n]\n',
    expected: ['2 - a [quote " ] } x/y', '3 line_not_object', '4 - b z', '6 line_not_json'],
  },
  'HotpotQA list': {
    text: '[{"_id":"5a","question":"q1","answer":"yes","supporting_facts":[["B",3],["A",0],["B",1]],"context":[["A",["s"]]]},{"_id":"5b","question":"q2","supporting_facts":[]},{"_id":"5c","supporting_facts":[3]}',
    expected: ['1 5a q1 B/A', '1 field_missing', '1 line_truncated'],
  },
  'HotpotQA lines': {
    text: '{"id":"5a","question":"q1","answer":"A","supporting_facts":{"title":["B","A","B"],"sent_id":[0,1,2]}}\n{"id":"5b","question":"q2","supporting_facts":[{"title":"C","sent_id":0}]}\n{"id":"5c","question":"q3","supporting_facts":{"title":"C"}}\n',
    expected: ['1 5a q1 B/A', '2 5b q2 C', '3 field_wrong_type'],
  },
  'CSV table': {
    text: '\uFEFFQuestion,Entity,aliases\r\n"Who, then?",Ada,\r\nOther,Bern,Berne| Berna\r\n"Who, then?","Two\nlines",\r\n,Lost,\r\nOther,,\r\n',
    expected: ['6 field_missing', '7 field_missing', '2 - Who, then? Ada/Two\nlines', '3 - Other Bern=Berne=Berna'],
  },
  'CSV with semicolons and ids': {
    text: 'question_id;entity\n1;Aare\n2;Emme\n1;Rhine\n',
    expected: ['2 1 - Aare/Rhine', '3 2 - Emme'],
  },
};

describe.each(Object.entries(SAMPLES))('readEntitySet: %s', (_, { text, expected }) => {
  it.each([64 * 1024, 64, 7, 1])('in chunks of %i bytes', async (chunkBytes) => {
    expect(short(await read(text, chunkBytes))).toEqual(expected);
  });
});

describe('readEntitySet', () => {
  it('keeps bare quotes of a table and reports a quote that never closes', async () => {
    const events = await read('question,entity\nq1,Aare\nq2,12" disc\nq3,"Rhine\nq4,Emme\n');
    expect(short(events)).toEqual(['5 line_not_csv', '2 - q1 Aare', '3 - q2 12" disc']);
  });
});

describe('detectEntitySet', () => {
  it.each([
    ['', 'empty_file'],
    ['{"question":"q","messages":[],"entities":["x"]}', 'is_rollout_log'],
    ['{"question":"q","answer":"a"}', 'is_question_set'],
    ['question,answer\nq,a\n', 'unknown_format'],
    ['just text', 'unknown_format'],
    ['[{"instruction":"i","input":"","output":"o"}]', 'fine_tuning_set'],
    ['version https://git-lfs.github.com/spec/v1\n', 'git_lfs_pointer'],
  ])('refuses %j as %s', (text, code) => {
    expect(detectEntitySet(headOf('unknown', Buffer.from(text)))).toMatchObject({ kind: 'refused', code });
  });
});

describe.skipIf(!hasRealData)(`real gold entities${REAL_DATA_NOTE}`, () => {
  it.each([
    ['gold/hotpotqa.json', 'hotpotqa_list'],
    ['reflexion/hotpotqa_gold_100.jsonl', 'hotpotqa_lines'],
  ])('%s', async (path, format) => {
    const bytes = readRealFile(path);
    expect(detectEntitySet(headOf(path, bytes))).toMatchObject({ kind: 'entity_set', format });
    const events = await read(bytes, 1000);
    const text = bytes.toString('utf8');
    const rows =
      format === 'hotpotqa_list'
        ? JSON.parse(text)
        : text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(100);
    const expected = rows.map(
      (row: { question: string; supporting_facts: [string, number][] | { title: string[] } }) => ({
        question: row.question,
        names: [
          ...new Set(
            'title' in row.supporting_facts ? row.supporting_facts.title : row.supporting_facts.map(([t]) => t),
          ),
        ],
      }),
    );
    expect(
      events.map((event) =>
        event.kind === 'issue'
          ? event
          : { question: event.question.question, names: event.question.entities.map(({ name }) => name) },
      ),
    ).toEqual(expected);
  });
});
