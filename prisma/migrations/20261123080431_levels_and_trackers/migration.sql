-- AlterTable
ALTER TABLE "departments" ADD COLUMN     "counterpart" TEXT,
ADD COLUMN     "level" TEXT;

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "tracker" TEXT;
