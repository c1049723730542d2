-- AlterTable
ALTER TABLE "policies" ADD COLUMN     "traits" TEXT[] DEFAULT ARRAY[]::TEXT[];
