-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "via" TEXT;
