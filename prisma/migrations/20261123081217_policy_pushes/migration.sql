-- AlterTable
ALTER TABLE "people" ADD COLUMN     "no_pushes" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "pushes" (
    "policy_id" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "how" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "pushes_pkey" PRIMARY KEY ("policy_id","enterprise_id")
);

-- CreateIndex
CREATE INDEX "pushes_enterprise_id_at_idx" ON "pushes"("enterprise_id", "at");
