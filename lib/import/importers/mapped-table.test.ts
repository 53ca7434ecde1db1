import { expect, it } from 'vitest';
import { mappedTable } from './mapped-table';

const SOURCE = { path: 'table.csv', header: null, companions: new Map<string, Uint8Array>() };

it('reads each record by its mapping, and says in the run which one it was', () => {
  const importer = mappedTable({ question: 'Frage', prediction: 'Antwort', correct: 'richtig' });
  expect(importer.describe(SOURCE)).toEqual({
    name: null,
    metadata: { columnMapping: { question: 'Frage', prediction: 'Antwort', correct: 'richtig' } },
  });
  const [outcome] = importer.open(SOURCE).read({ Frage: 'Wer?', Antwort: 'Anna', richtig: 'yes' }, null);
  expect(outcome).toMatchObject({ kind: 'rollout', rollout: { question: 'Wer?', prediction: 'Anna', correct: true } });
  const [issue] = importer.open(SOURCE).read({ Frage: ['Wer?'], Antwort: 'Anna' }, null);
  expect(issue).toEqual({ kind: 'issue', code: 'field_wrong_type', message: 'Frage is a list; expected a text' });
});

it('detects nothing by itself', () => {
  const probe = {
    path: 'x',
    container: 'lines',
    records: [{ a: 1 }],
    cut: false,
    header: null,
    text: '',
    complete: true,
  } as const;
  expect(mappedTable({ question: 'a' }).detect(probe)).toBeNull();
});
