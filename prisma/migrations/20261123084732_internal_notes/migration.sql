-- CreateTable
CREATE TABLE "internal_notes" (
    "id" BIGSERIAL NOT NULL,
    "ticket_no" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "internal_notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "internal_notes_ticket_no_idx" ON "internal_notes"("ticket_no");

-- AddForeignKey
ALTER TABLE "internal_notes" ADD CONSTRAINT "internal_notes_ticket_no_fkey" FOREIGN KEY ("ticket_no") REFERENCES "tickets"("no") ON DELETE RESTRICT ON UPDATE CASCADE;
