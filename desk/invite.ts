import { randomBytes, randomInt, scryptSync, timingSafeEqual } from "node:crypto";
import type { CompanyRole } from "../domain/vocabulary.ts";
import type { Work } from "../store/work.ts";
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

/** A code as somebody typed it, in the form in which it is made; null where there is none. */
export function codeIn(text: string): string | null {
  const found = /(?<![0-9A-Z])(?=[0-9A-Z-]*[0-9])(?:[0-9A-Z]{4}-?[0-9A-Z]{4}|[0-9A-Z]{6,12})(?![0-9A-Z])/.exec(
    text.normalize("NFKC").toUpperCase(),
  );
  const bare = found?.[0].replaceAll("-", "");
  return bare ? (bare.length === LENGTH ? `${bare.slice(0, 4)}-${bare.slice(4)}` : bare) : null;
}

/** What is said to the bot to use a code; an 企业码 holds these words. */
export const bindingWords = (code: string): string => `绑定 ${code}`;

/**
 * Codes have some 38 bits. Each guess at a stolen table costs this (12 ms): all of them, a hundred years of one core.
 */
const COST = { N: 4096, r: 8, p: 1 };

/** What is kept of a code. The salt is of this installation, so that a code is found by what it becomes. */
async function hashOf(work: Work, code: string): Promise<string> {
  const salt = await work.records.settledSetting("invitation_salt", randomBytes(16).toString("hex"));
  return scryptSync(code, String(salt), 32, COST).toString("hex");
}

export type Invitation = NonNullable<Awaited<ReturnType<Work["records"]["invitation"]>>>;

/** The invitation of a code, whether it is still good or not. */
export async function invitationOf(work: Work, code: string): Promise<Invitation | null> {
  const hash = await hashOf(work, code);
  const found = await work.records.invitation(hash);
  return found && timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash)) ? found : null;
}

/** The role of a code by which another account of a person becomes theirs: its enterprise column holds the person. */
export const FOR_ACCOUNT = "本人账号" as const;
const ACCOUNT_DAYS = 1;

export interface Invited {
  code: string;
  until: Date;
}

/** Makes an invitation to an enterprise, good for so many people and days. Both are audited: who made it, and its use. */
export async function invite(
  { work, now }: Pick<Desk, "work" | "now">,
  order: { enterpriseId: string; by: string; role?: CompanyRole; uses: number; days: number },
): Promise<Invited> {
  const code = newCode();
  const role = order.role ?? "联系人";
  const until = new Date(now.getTime() + order.days * 86_400_000);
  await work.records.addInvitation({
    hash: await hashOf(work, code),
    enterpriseId: order.enterpriseId,
    role,
    createdBy: order.by,
    createdAt: now,
    expiresAt: until,
    usesLeft: order.uses,
  });
  const detail = `为${order.enterpriseId}开${role}邀请码，${order.uses}次，${order.days}天`;
  await work.records.addAudit({ at: now, actor: order.by, event: "变更", detail });
  return { code, until };
}

/** A code for a second account of this person. */
export async function inviteOwnAccount({ work, now }: Pick<Desk, "work" | "now">, personId: string): Promise<Invited> {
  const code = newCode();
  const until = new Date(now.getTime() + ACCOUNT_DAYS * 86_400_000);
  await work.records.addInvitation({
    hash: await hashOf(work, code),
    enterpriseId: personId,
    role: FOR_ACCOUNT,
    createdBy: personId,
    createdAt: now,
    expiresAt: until,
    usesLeft: 1,
  });
  await work.records.addAudit({ at: now, actor: personId, event: "变更", detail: "为本人另一个账号开绑定码" });
  return { code, until };
}
