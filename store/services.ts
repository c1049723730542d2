import type { Bundle, ServicePromise } from "../domain/services.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

/** Bundles and promises, in their order. */
export async function loadServices(tx: Tx): Promise<{ bundles: Bundle[]; promises: ServicePromise[] }> {
  const orderBy = [{ position: "asc" as const }, { id: "asc" as const }];
  const bundles = await tx.bundle.findMany({ orderBy });
  const promises = await tx.servicePromise.findMany({ orderBy });
  return {
    bundles: bundles.map(({ position: _, steps, phone, source, ...one }) => ({
      ...one,
      steps: steps as unknown as Bundle["steps"],
      ...(phone ? { phone } : {}),
      ...(source ? { source } : {}),
    })),
    promises: promises.map(({ position: _, variant, unit, department, source, ...one }) => ({
      ...one,
      unit: unit as ServicePromise["unit"],
      ...(variant ? { variant } : {}),
      ...(department ? { department } : {}),
      ...(source ? { source } : {}),
    })),
  };
}

/** Writes bundles and promises over those of the same id; others stay. */
export async function saveServices(
  tx: Tx,
  { bundles, promises }: { bundles: Bundle[]; promises: ServicePromise[] },
): Promise<void> {
  for (const [position, { id, ...one }] of bundles.entries()) {
    const row = { ...one, phone: one.phone ?? null, source: one.source ?? null, steps: json(one.steps), position };
    await tx.bundle.upsert({ where: { id }, create: { id, ...row }, update: row });
  }
  for (const [position, { id, ...one }] of promises.entries()) {
    const row = {
      ...one,
      variant: one.variant ?? null,
      department: one.department ?? null,
      source: one.source ?? null,
      position,
    };
    await tx.servicePromise.upsert({ where: { id }, create: { id, ...row }, update: row });
  }
}
