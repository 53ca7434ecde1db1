-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'queued',
    "filename" TEXT NOT NULL,
    "run_name" TEXT,
    "requested_format" TEXT,
    "format" TEXT,
    "score_threshold" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "upload" JSONB,
    "content_hash" TEXT,
    "bytes_total" BIGINT NOT NULL DEFAULT 0,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "rollouts" INTEGER NOT NULL DEFAULT 0,
    "run_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "issues_total" INTEGER NOT NULL DEFAULT 0,
    "issues_by_code" JSONB NOT NULL DEFAULT '{}',
    "issues_first" JSONB NOT NULL DEFAULT '[]',
    "report" JSONB,
    "error_code" TEXT,
    "error_message" TEXT,
    "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_issues" (
    "import_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "import_issues_pkey" PRIMARY KEY ("import_id","n")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "import_id" UUID,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "thought_rule" TEXT NOT NULL DEFAULT 'marked',
    "score_threshold" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "rollouts" INTEGER NOT NULL DEFAULT 0,
    "groups" INTEGER NOT NULL DEFAULT 0,
    "questions" INTEGER NOT NULL DEFAULT 0,
    "committed_at" TIMESTAMPTZ(3),
    "metrics_version" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_questions" (
    "run_id" INTEGER NOT NULL,
    "question_no" INTEGER NOT NULL,
    "question_id" TEXT,
    "text" TEXT,
    "text_key" TEXT,
    "answers" TEXT[],
    "entities" JSONB NOT NULL DEFAULT '[]',
    "logged_entities" JSONB,
    "entity_source" TEXT,
    "entity_set_id" UUID,
    "warnings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "run_questions_pkey" PRIMARY KEY ("run_id","question_no")
);

-- CreateTable
CREATE TABLE "groups" (
    "run_id" INTEGER NOT NULL,
    "group_no" INTEGER NOT NULL,
    "question_no" INTEGER NOT NULL,
    "step" INTEGER,
    "group_key" TEXT,
    "size" INTEGER NOT NULL,
    "correct" INTEGER NOT NULL,
    "near_miss" INTEGER NOT NULL,
    "wrong" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "match_rate_max" DOUBLE PRECISION,
    "match_rate_mean" DOUBLE PRECISION,
    "zero_advantage_grpo" BOOLEAN,
    "zero_advantage_e_grpo" BOOLEAN,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("run_id","group_no")
);

-- CreateTable
CREATE TABLE "rollouts" (
    "run_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "body_no" INTEGER NOT NULL,
    "body_at" SMALLINT NOT NULL,
    "rollout_index" INTEGER NOT NULL,
    "group_no" INTEGER NOT NULL,
    "question_no" INTEGER NOT NULL,
    "step" INTEGER,
    "split" TEXT,
    "prediction" TEXT,
    "correct" BOOLEAN,
    "correctness_rule" TEXT,
    "score" DOUBLE PRECISION,
    "reward_logged" DOUBLE PRECISION,
    "termination" TEXT,
    "tool_calls" INTEGER NOT NULL,
    "turns" INTEGER NOT NULL,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "duration_seconds" DOUBLE PRECISION,
    "metadata" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "rollouts_pkey" PRIMARY KEY ("run_id","n")
);

-- CreateTable
CREATE TABLE "rollout_metrics" (
    "run_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "matched" INTEGER NOT NULL,
    "entities" INTEGER NOT NULL,
    "match_rate" DOUBLE PRECISION,
    "match_rate_normalised" DOUBLE PRECISION,
    "reward_grpo" DOUBLE PRECISION,
    "reward_e_grpo" DOUBLE PRECISION,
    "advantage_grpo" DOUBLE PRECISION,
    "advantage_e_grpo" DOUBLE PRECISION,
    "first_turns" SMALLINT[],

    CONSTRAINT "rollout_metrics_pkey" PRIMARY KEY ("run_id","n")
);

-- CreateTable
CREATE TABLE "rollout_bodies" (
    "run_id" INTEGER NOT NULL,
    "body_no" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "rollout_bodies_pkey" PRIMARY KEY ("run_id","body_no")
);

-- CreateTable
CREATE TABLE "run_columns" (
    "run_id" INTEGER NOT NULL,
    "columns" BYTEA NOT NULL,

    CONSTRAINT "run_columns_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "run_summaries" (
    "run_id" INTEGER NOT NULL,
    "summary" JSONB NOT NULL,

    CONSTRAINT "run_summaries_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "entity_sets" (
    "id" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "questions" INTEGER NOT NULL,
    "entities" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entity_sets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entity_set_questions" (
    "set_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "question_id" TEXT,
    "question" TEXT,
    "text_key" TEXT,
    "entities" JSONB NOT NULL,

    CONSTRAINT "entity_set_questions_pkey" PRIMARY KEY ("set_id","n")
);

-- CreateIndex
CREATE INDEX "imports_created_at_idx" ON "imports"("created_at");

-- CreateIndex
CREATE INDEX "runs_committed_at_idx" ON "runs"("committed_at");

-- CreateIndex
CREATE INDEX "run_questions_run_id_question_id_idx" ON "run_questions"("run_id", "question_id");

-- CreateIndex
CREATE INDEX "run_questions_run_id_text_key_idx" ON "run_questions"("run_id", "text_key");

-- CreateIndex
CREATE INDEX "run_questions_question_id_idx" ON "run_questions"("question_id");

-- CreateIndex
CREATE INDEX "run_questions_text_key_idx" ON "run_questions"("text_key");

-- CreateIndex
CREATE INDEX "entity_set_questions_question_id_idx" ON "entity_set_questions"("question_id");

-- CreateIndex
CREATE INDEX "entity_set_questions_text_key_idx" ON "entity_set_questions"("text_key");

-- AddForeignKey
ALTER TABLE "import_issues" ADD CONSTRAINT "import_issues_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entity_set_questions" ADD CONSTRAINT "entity_set_questions_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "entity_sets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what the Prisma schema cannot say.
-- Both are compressed by us; Postgres should neither try again nor slice what it cannot shrink.
ALTER TABLE "rollout_bodies" ALTER COLUMN "body" SET STORAGE EXTERNAL;
ALTER TABLE "run_columns" ALTER COLUMN "columns" SET STORAGE EXTERNAL;
