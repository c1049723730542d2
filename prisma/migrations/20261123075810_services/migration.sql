-- CreateTable
CREATE TABLE "bundles" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "also" TEXT[],
    "steps" JSONB NOT NULL,
    "materials" TEXT[],
    "window" TEXT NOT NULL,
    "phone" TEXT,
    "source" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "bundles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_promises" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "also" TEXT[],
    "variant" TEXT,
    "days" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "department" TEXT,
    "source" TEXT,
    "categories" TEXT[],
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "service_promises_pkey" PRIMARY KEY ("id")
);
