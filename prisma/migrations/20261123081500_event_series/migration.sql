-- AlterTable
ALTER TABLE "events" ADD COLUMN     "door_code" TEXT,
ADD COLUMN     "host" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "issue" INTEGER,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT '恳谈会',
ADD COLUMN     "series_id" TEXT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT '定',
ADD COLUMN     "venue" TEXT;

-- CreateTable
CREATE TABLE "series" (
    "id" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT '在办',

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "occasions" (
    "series_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "moved_to" TEXT,
    "issue" INTEGER,

    CONSTRAINT "occasions_pkey" PRIMARY KEY ("series_id","day")
);

-- CreateIndex
CREATE INDEX "events_starts_at_idx" ON "events"("starts_at");

-- AddForeignKey
ALTER TABLE "occasions" ADD CONSTRAINT "occasions_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
