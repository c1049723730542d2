-- AlterTable
ALTER TABLE "visits" ADD COLUMN     "place" TEXT;

-- CreateTable
CREATE TABLE "campaigns" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "remind_on" INTEGER NOT NULL DEFAULT 1,
    "ledger" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_tasks" (
    "campaign_id" TEXT NOT NULL,
    "enterprise_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "unit" TEXT NOT NULL,

    CONSTRAINT "campaign_tasks_pkey" PRIMARY KEY ("campaign_id","enterprise_id","person_id")
);

-- CreateTable
CREATE TABLE "handovers" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "from_person" TEXT NOT NULL,
    "to_person" TEXT NOT NULL,
    "enterprises" TEXT[],

    CONSTRAINT "handovers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "campaign_tasks_campaign_id_unit_idx" ON "campaign_tasks"("campaign_id", "unit");

-- CreateIndex
CREATE INDEX "campaign_tasks_campaign_id_person_id_idx" ON "campaign_tasks"("campaign_id", "person_id");

-- AddForeignKey
ALTER TABLE "campaign_tasks" ADD CONSTRAINT "campaign_tasks_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;
