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

const questionNumberRows = z.array(z.object({ question_no: z.int() }));

/** Numbers of the questions whose text contains `text`, case ignored. */
export async function findQuestionNumbersByText(runId: number, text: string): Promise<ReadonlySet<number>> {
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT question_no FROM run_questions
      WHERE run_id = ${runId} AND strpos(lower(text), lower(${text})) > 0`,
  );
  return new Set(questionNumberRows.parse(rows).map((row) => row.question_no));
}

/** Numbers of the questions with one of these ids. */
export async function findQuestionNumbersById(runId: number, ids: readonly string[]): Promise<ReadonlySet<number>> {
  const rows = await database().prisma.runQuestion.findMany({
    where: { runId, questionId: { in: [...ids] } },
    select: { questionNo: true },
  });
  return new Set(rows.map((row) => row.questionNo));
}
