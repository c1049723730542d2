-- AlterTable
ALTER TABLE "policy_answers" DROP COLUMN "step";

-- CreateTable
CREATE TABLE "channel_state" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_state_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "channel_state_expires_at_idx" ON "channel_state"("expires_at");
