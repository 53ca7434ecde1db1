-- CreateTable
CREATE TABLE "rollout_notes" (
    "run_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rollout_notes_pkey" PRIMARY KEY ("run_id","n")
);

-- CreateTable
CREATE TABLE "rollout_labels" (
    "run_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rollout_labels_pkey" PRIMARY KEY ("run_id","n","label")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "run_id" INTEGER NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filter" TEXT NOT NULL,
    "sort" TEXT NOT NULL,
    "columns" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "rollout_labels_run_id_label_idx" ON "rollout_labels"("run_id", "label");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_run_id_list_name_key" ON "saved_views"("run_id", "list", "name");
