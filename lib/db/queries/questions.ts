import { Prisma } from '@/lib/db/generated/client';
import { database } from '@/lib/db/client';
import { z } from 'zod';

const entitiesSchema = z.array(z.object({ name: z.string(), aliases: z.array(z.string()) }));
const warningsSchema = z.array(z.object({ code: z.string(), entity: z.int(), message: z.string() }));

/** Id and text of some questions of a run, by question number. */
export async function findQuestionTexts(
  runId: number,
  questionNumbers: readonly number[],
): Promise<ReadonlyMap<number, { readonly questionId: string | null; readonly text: string | null }>> {
  const rows = await database().prisma.runQuestion.findMany({
    where: { runId, questionNo: { in: [...new Set(questionNumbers)] } },
    select: { questionNo: true, questionId: true, text: true },
  });
  return new Map(rows.map(({ questionNo, questionId, text }) => [questionNo, { questionId, text }]));
}

/** Which questions a list shows; undefined means it does not matter. */
export interface QuestionSelection {
  readonly joined?: boolean | undefined;
  readonly warnings?: boolean | undefined;
}

function selectionWhere(runId: number, { joined, warnings }: QuestionSelection): Prisma.RunQuestionWhereInput {
  const where: Prisma.RunQuestionWhereInput = { runId };
  if (joined !== undefined) where.entities = joined ? { not: [] } : { equals: [] };
  if (warnings !== undefined) where.warnings = warnings ? { not: [] } : { equals: [] };
  return where;
}

export async function countQuestions(runId: number, selection: QuestionSelection): Promise<number> {
  return database().prisma.runQuestion.count({ where: selectionWhere(runId, selection) });
}

/** Questions of a run in the order of their numbers, with parsed entities and warnings. */
export async function findQuestions(
  runId: number,
  selection: QuestionSelection,
  page: { readonly limit: number; readonly after?: number | undefined; readonly offset?: number | undefined },
) {
  const where = selectionWhere(runId, selection);
  if (page.after !== undefined) where.questionNo = { gt: page.after };
  const rows = await database().prisma.runQuestion.findMany({
    where,
    orderBy: { questionNo: 'asc' },
    take: page.limit,
    skip: page.offset ?? 0,
  });
  return rows.map(parsedQuestion);
}

/** One question of a run, null where there is none. */
export async function findQuestion(runId: number, questionNo: number) {
  const row = await database().prisma.runQuestion.findUnique({ where: { runId_questionNo: { runId, questionNo } } });
  return row === null ? null : parsedQuestion(row);
}

/** The question of a rollout, null where the run has no such rollout. */
export async function findQuestionOfRollout(runId: number, n: number) {
  const rollout = await database().prisma.rollout.findUnique({
    where: { runId_n: { runId, n } },
    select: { questionNo: true },
  });
  return rollout === null ? null : findQuestion(runId, rollout.questionNo);
}

/** Some questions of a run with their entities, by question number. */
export async function findQuestionsByNumber(runId: number, questionNumbers: readonly number[]) {
  const rows = await database().prisma.runQuestion.findMany({
    where: { runId, questionNo: { in: [...new Set(questionNumbers)] } },
  });
  return new Map(rows.map((row) => [row.questionNo, parsedQuestion(row)]));
}

function parsedQuestion<Row extends { readonly entities: unknown; readonly warnings: unknown }>(row: Row) {
  return { ...row, entities: entitiesSchema.parse(row.entities), warnings: warningsSchema.parse(row.warnings) };
}
export type QuestionRow = NonNullable<Awaited<ReturnType<typeof findQuestion>>>;

/** Numbers of the questions with one of these ids. */
export async function findQuestionNumbersById(runId: number, ids: readonly string[]): Promise<ReadonlySet<number>> {
  const rows = await database().prisma.runQuestion.findMany({
    where: { runId, questionId: { in: [...ids] } },
    select: { questionNo: true },
  });
  return new Set(rows.map((row) => row.questionNo));
}

const entityNameRows = z.array(z.object({ question_no: z.int(), names: z.array(z.string()) }));

/** Names of the gold entities in force, by question number; an empty list where a question has none. */
export async function findEntityNames(runId: number, questions: number): Promise<readonly (readonly string[])[]> {
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT question_no, ARRAY(
        SELECT entity ->> 'name' FROM jsonb_array_elements(entities) WITH ORDINALITY AS listed (entity, place) ORDER BY place
      ) AS names
      FROM run_questions WHERE run_id = ${runId} AND entities <> '[]'`,
  );
  const names: (readonly string[])[] = Array.from({ length: questions }, () => []);
  for (const row of entityNameRows.parse(rows)) names[row.question_no] = row.names;
  return names;
}

const textMatchRows = z.array(z.object({ at: z.coerce.number(), question_no: z.int() }));

/** For each of some texts, the numbers of the questions that contain it, case ignored; in the order of the texts. */
export async function findQuestionNumbersByTexts(
  runId: number,
  texts: readonly string[],
): Promise<readonly ReadonlySet<number>[]> {
  const found = texts.map(() => new Set<number>());
  if (texts.length === 0) return found;
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT t.at, q.question_no FROM run_questions q
      JOIN unnest(${[...texts]}::text[]) WITH ORDINALITY AS t(text, at) ON strpos(lower(q.text), lower(t.text)) > 0
      WHERE q.run_id = ${runId}`,
  );
  for (const row of textMatchRows.parse(rows)) found[row.at - 1]?.add(row.question_no);
  return found;
}
