-- CreateTable
CREATE TABLE "redemptions" (
    "id" SERIAL NOT NULL,
    "enterprise_id" TEXT NOT NULL,
    "policy_id" TEXT,
    "policy" TEXT NOT NULL,
    "department_id" TEXT,
    "amount" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "approved_on" TEXT NOT NULL,
    "pay_by" TEXT NOT NULL,
    "paid_on" TEXT,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "key" TEXT,

    CONSTRAINT "redemptions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "redemptions_key_key" ON "redemptions"("key");

-- CreateIndex
CREATE INDEX "redemptions_enterprise_id_idx" ON "redemptions"("enterprise_id");

-- CreateIndex
CREATE INDEX "redemptions_status_pay_by_idx" ON "redemptions"("status", "pay_by");
