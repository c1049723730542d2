import { randomInt } from "node:crypto";
import type { Desk } from "./desk.ts";

/** No 0 and O, no 1, I and L: a code is read out on the phone. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ";
const DIGITS = "23456789";
const LENGTH = 8;

/** "K7M2-9QXA". Half of the digits are there so that no name of a company is taken for a code. */
export function newCode(): string {
  const digits = new Set<number>();
  while (digits.size < 2) digits.add(randomInt(LENGTH));
  const code = Array.from({ length: LENGTH }, (_, i) => {
    const among = digits.has(i) ? DIGITS : LETTERS + DIGITS;
    return among[randomInt(among.length)];
  }).join("");
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** A code as somebody typed it, in the form in which it is kept; null where there is none. */
export function codeIn(text: string): string | null {
  const found = /(?<![0-9A-Z])(?=[0-9A-Z-]*[0-9])(?:[0-9A-Z]{4}-?[0-9A-Z]{4}|[0-9A-Z]{6,12})(?![0-9A-Z])/.exec(
    text.normalize("NFKC").toUpperCase(),
  );
  const bare = found?.[0].replaceAll("-", "");
  return bare ? (bare.length === LENGTH ? `${bare.slice(0, 4)}-${bare.slice(4)}` : bare) : null;
}

export interface Invited {
  code: string;
  until: Date;
}

/** Makes an invitation to an enterprise, good for so many people and days. Both are audited: who made it, and its use. */
export async function invite(
  { work, now }: Pick<Desk, "work" | "now">,
  order: { enterpriseId: string; by: string; uses: number; days: number },
): Promise<Invited> {
  const code = newCode();
  const until = new Date(now.getTime() + order.days * 86_400_000);
  await work.records.addInvitation({
    code,
    enterpriseId: order.enterpriseId,
    role: "enterprise",
    createdBy: order.by,
    createdAt: now,
    expiresAt: until,
    usesLeft: order.uses,
  });
  const detail = `为${order.enterpriseId}开邀请码，${order.uses}次，${order.days}天`;
  await work.records.addAudit({ at: now, actor: order.by, event: "变更", detail });
  return { code, until };
}
