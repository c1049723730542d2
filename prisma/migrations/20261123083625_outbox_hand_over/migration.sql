-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "hand_over" BOOLEAN NOT NULL DEFAULT false;
