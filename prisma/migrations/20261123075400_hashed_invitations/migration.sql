-- AlterTable
-- The codes that are out can not be hashed here, and must not lie about in the clear: they end, their rows stay.
ALTER TABLE "invitations" RENAME COLUMN "code" TO "hash";
ALTER TABLE "invitations" ALTER COLUMN "role" SET DEFAULT '联系人';
UPDATE "invitations" SET "hash" = 'ended:' || gen_random_uuid(), "uses_left" = 0, "role" = '联系人';

-- AlterTable
ALTER TABLE "people" ADD COLUMN     "company_role" TEXT;
