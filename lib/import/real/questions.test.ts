import { describe, expect, it } from 'vitest';
import { memorySource } from '@/lib/import/containers/byte-source';
import { readParquetRecords } from '@/lib/import/containers/parquet-records';
import { questionFromPrompt } from '@/lib/import/fields/question-from-prompt';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

const PARQUET = 'igpo/verl-prompts.parquet';

async function readQuestions(): Promise<string[]> {
  const questions: string[] = JSON.parse(readRealFile('gold/hotpotqa.json').toString('utf8')).map(
    ({ question }: { question: string }) => question,
  );
  for (const path of ['reflexion/hotpotqa_gold_100.jsonl', 'webdancer/sample_qa.jsonl']) {
    for (const line of readRealFile(path).toString('utf8').trim().split('\n'))
      questions.push(JSON.parse(line).question);
  }
  for await (const { bytes } of readParquetRecords(memorySource(readRealFile(PARQUET)))) {
    questions.push(JSON.parse(Buffer.from(bytes).toString('utf8')).prompt[0].content);
  }
  return questions.map((question) => question.trim());
}

describe.skipIf(!hasRealData)(`real questions${REAL_DATA_NOTE}`, () => {
  it('stay as they are, alone and behind an instruction', async () => {
    const questions = await readQuestions();
    expect(questions.length).toBeGreaterThan(3500);
    const instruction = 'Answer the given question. For example, <answer> Lima </answer>. Question: ';
    expect(questions.filter((question) => questionFromPrompt(question) !== question)).toEqual([]);
    expect(questions.filter((question) => questionFromPrompt(`${instruction}${question}\n`) !== question)).toEqual([]);
  });
});
