-- AlterTable
ALTER TABLE "people" ADD COLUMN     "invited_at" TIMESTAMPTZ(3);
