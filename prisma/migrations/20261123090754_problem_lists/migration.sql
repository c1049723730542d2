-- CreateTable
CREATE TABLE "list_items" (
    "key" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ticket_no" TEXT NOT NULL,
    "row" JSONB NOT NULL,
    "place" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_items_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "indicators" (
    "no" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "lead_id" TEXT,
    "responsible" TEXT[],
    "source" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "indicators_pkey" PRIMARY KEY ("no")
);

-- CreateIndex
CREATE INDEX "list_items_list_idx" ON "list_items"("list");

-- CreateIndex
CREATE INDEX "list_items_ticket_no_idx" ON "list_items"("ticket_no");
