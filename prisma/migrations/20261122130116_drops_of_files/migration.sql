-- AlterTable
ALTER TABLE "entity_sets" ADD COLUMN     "fingerprint" TEXT;

-- AlterTable
ALTER TABLE "import_issues" ADD COLUMN     "file" TEXT;

-- AlterTable
ALTER TABLE "imports" ADD COLUMN     "phase" TEXT NOT NULL DEFAULT 'waiting',
ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "rollouts" ADD COLUMN     "file_no" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "fingerprint" TEXT,
ADD COLUMN     "notices" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "run_files" (
    "run_id" INTEGER NOT NULL,
    "file_no" INTEGER NOT NULL,
    "path" TEXT NOT NULL,

    CONSTRAINT "run_files_pkey" PRIMARY KEY ("run_id","file_no")
);

-- CreateTable
CREATE TABLE "remembered_settings" (
    "shape" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "remembered_settings_pkey" PRIMARY KEY ("shape")
);

-- CreateIndex
CREATE INDEX "runs_fingerprint_idx" ON "runs"("fingerprint");
