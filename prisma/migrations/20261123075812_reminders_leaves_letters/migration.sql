-- DropIndex
DROP INDEX "outbox_state_not_before_idx";

-- DropIndex
DROP INDEX "reminders_kind_subject_idx";

-- DropIndex
DROP INDEX "reminders_state_due_at_idx";

-- AlterTable
ALTER TABLE "reminders" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "error" TEXT;

-- CreateTable
CREATE TABLE "leaves" (
    "id" BIGSERIAL NOT NULL,
    "person_id" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "deputy_id" TEXT,
    "set_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leaves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letters" (
    "id" BIGSERIAL NOT NULL,
    "ticket_no" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "file" JSONB NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "leaves_until_idx" ON "leaves"("until");

-- CreateIndex
CREATE INDEX "letters_state_ticket_no_idx" ON "letters"("state", "ticket_no");

-- CreateIndex
CREATE INDEX "outbox_waiting_idx" ON "outbox"("not_before", "id") WHERE (state = ANY (ARRAY['waiting'::text, 'leased'::text]));

-- CreateIndex
CREATE INDEX "outbox_merging_idx" ON "outbox"("merge_key") WHERE (state = 'waiting'::text AND merge_key IS NOT NULL);

-- CreateIndex
CREATE INDEX "outbox_to_id_created_at_idx" ON "outbox"("to_id", "created_at");

-- CreateIndex
CREATE INDEX "reminders_waiting_idx" ON "reminders"("due_at", "id") WHERE (state = 'waiting'::text);

-- CreateIndex
CREATE INDEX "reminders_subject_kind_idx" ON "reminders"("subject", "kind");
