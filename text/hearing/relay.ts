import { findCompanies, relayEntries } from "./fields/index.ts";
import { answersNotice, signupsOpen } from "./group.ts";
import type { Segment } from "./reading.ts";
import { indexOf, type Turn } from "./turn.ts";

/**
 * A 接龙 list as sign-ups: the last entry is the speaker's own where a company writes, the others are passed on, in the
 * list's order. Undefined for what is no such list.
 */
export function relayedSignups(turn: Turn): Segment[] | undefined {
  const { said, heard, hat, ctx } = turn;
  const marked = /接龙/.test(said);
  const staff = hat === "office" || hat === "liaison";
  if (!marked && !(signupsOpen(ctx) && !staff)) return undefined;
  if (staff && !heard.addressed) return undefined;
  const entries = relayEntries(said);
  if (!entries || entries.length === 0) return undefined;
  const own = staff ? undefined : entries.at(-1);
  const passed = (own === undefined ? entries : entries.slice(0, -1)).flatMap((text): Segment[] => {
    const found = findCompanies(text, indexOf(ctx.town).companies);
    const [company, ...more] = found.filter(({ id }) => id !== undefined);
    // A line that names nobody on the list, or several, is nobody's sign-up.
    if (!company || more.some(({ id }) => id !== company.id) || company.start > 6) return [];
    return [
      {
        act: "sign_up",
        confidence: 0.9,
        text,
        ticketNos: [],
        relayed: true,
        company: { written: company.written, id: company.id!, how: company.how },
      },
    ];
  });
  if (own === undefined) return passed.length > 0 ? passed : undefined;
  const act = answersNotice(own, false) ?? "sign_up";
  return [...passed, { act, confidence: 1, text: own, ticketNos: [] }];
}
