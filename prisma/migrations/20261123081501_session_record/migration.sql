-- AlterTable
ALTER TABLE "signups" ADD COLUMN     "arrived" INTEGER,
ADD COLUMN     "lead" TEXT;

-- CreateTable
CREATE TABLE "event_matters" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "company" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "ticket_no" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "event_matters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_departments" (
    "event_id" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "companies" TEXT[],
    "state" TEXT NOT NULL DEFAULT '未回复',
    "delegate" TEXT,
    "by" TEXT,

    CONSTRAINT "event_departments_pkey" PRIMARY KEY ("event_id","department")
);

-- CreateIndex
CREATE INDEX "event_matters_ticket_no_idx" ON "event_matters"("ticket_no");

-- CreateIndex
CREATE UNIQUE INDEX "event_matters_event_id_line_key" ON "event_matters"("event_id", "line");

-- AddForeignKey
ALTER TABLE "event_matters" ADD CONSTRAINT "event_matters_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_departments" ADD CONSTRAINT "event_departments_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
