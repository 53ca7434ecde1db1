import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import { z } from 'zod';

/** One search of a rollout and the page that came back. */
export interface LogSearch {
  readonly id: string;
  readonly thought: string;
  readonly query: string;
  readonly page: string;
}

/** A rollout of a log of `makeLog`, in parts from which any other tool's record can be put together. */
export interface LogRollout {
  /** Position of the question in the log, from 0. */
  readonly question: number;
  readonly questionText: string;
  readonly answer: string;
  readonly entities: readonly string[];
  /** Position within its group, from 0. */
  readonly rollout: number;
  readonly system: string;
  readonly searches: readonly LogSearch[];
  readonly finalThought: string;
  /** The last turn's text, with its answer tags. */
  readonly finalText: string;
  readonly prediction: string;
  readonly correct: boolean;
  readonly reward: number;
  readonly completionTokens: number;
  readonly seconds: number;
}

const callSchema = z.object({ id: z.string(), function: z.object({ arguments: z.string() }) });
const messageSchema = z.object({
  role: z.string(),
  content: z.string(),
  reasoning_content: z.string().default(''),
  tool_calls: z.array(callSchema).default([]),
});
const recordSchema = z.object({
  question_id: z.templateLiteral(['q', z.number()]),
  question: z.string(),
  answer: z.tuple([z.string()]),
  entities: z.array(z.string()),
  rollout: z.number(),
  messages: z.array(messageSchema),
  prediction: z.string(),
  correct: z.boolean(),
  reward: z.number(),
  tokens: z.object({ completion: z.number() }),
  duration_s: z.number(),
});
const querySchema = z.object({ query: z.string() });

/** The rollouts of a log that `makeLog` wrote, in its order. */
export async function* readLogRollouts(file: string): AsyncGenerator<LogRollout> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    yield partsOf(recordSchema.parse(JSON.parse(line)));
  }
}

function partsOf(record: z.output<typeof recordSchema>): LogRollout {
  const { messages } = record;
  const last = messages.at(-1);
  return {
    question: Number(record.question_id.slice(1)),
    questionText: record.question,
    answer: record.answer[0],
    entities: record.entities,
    rollout: record.rollout,
    system: messages[0]?.content ?? '',
    searches: messages.flatMap((message, index) => searchesOf(message, messages[index + 1]?.content ?? '')),
    finalThought: last?.reasoning_content ?? '',
    finalText: last?.content ?? '',
    prediction: record.prediction,
    correct: record.correct,
    reward: record.reward,
    completionTokens: record.tokens.completion,
    seconds: record.duration_s,
  };
}

function searchesOf(message: z.output<typeof messageSchema>, page: string): readonly LogSearch[] {
  return message.tool_calls.map(({ id, function: { arguments: text } }) => ({
    id,
    thought: message.reasoning_content,
    query: querySchema.parse(JSON.parse(text)).query,
    page,
  }));
}
