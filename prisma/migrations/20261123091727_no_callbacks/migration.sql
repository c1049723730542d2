-- AlterTable
ALTER TABLE "people" ADD COLUMN     "no_callbacks" BOOLEAN NOT NULL DEFAULT false;
