import type { Rules } from "./town.ts";

/** The columns of an enterprise in which the office writes its tags, apart by any mark. */
const COLUMNS = ["tags", "标签"];

/**
 * The priority lanes that an enterprise's tickets go by: those of its tags that a rule of the town names ("上市"). Which
 * companies are in a lane the office says; what somebody writes in a message opens none.
 */
export function lanesOf(profile: Record<string, unknown> | undefined, rules: Rules): string[] {
  const named = new Set((rules.terms ?? []).flatMap(({ when }) => when.tag ?? []));
  const own = COLUMNS.flatMap((column) => profile?.[column] ?? []).flatMap((value) =>
    String(value).split(/[、，,;；\s]+/),
  );
  return [...new Set(own)].filter((tag) => named.has(tag));
}
