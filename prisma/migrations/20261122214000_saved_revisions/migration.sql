-- AlterTable
ALTER TABLE "saved_comparisons" ADD COLUMN     "revisions" JSONB NOT NULL DEFAULT '{}';
