-- CreateTable
CREATE TABLE "matches" (
    "id" SERIAL NOT NULL,
    "event_id" TEXT,
    "seeker" TEXT NOT NULL,
    "offerer" TEXT NOT NULL,
    "need" TEXT NOT NULL,
    "seeker_says" TEXT NOT NULL DEFAULT '待答',
    "offerer_says" TEXT NOT NULL DEFAULT '待答',
    "by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT '待双方',

    CONSTRAINT "matches_pkey" PRIMARY KEY ("id")
);
