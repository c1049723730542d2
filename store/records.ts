import { chainHash } from "../domain/chain.ts";
import type { CompanyRole } from "../domain/vocabulary.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

/** A security-relevant event; the chain makes a quiet change of the log visible. */
export async function addAudit(
  tx: Tx,
  entry: { at: Date; actor: string; event: string; detail: string },
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7001)`;
  const last = await tx.audit.findFirst({ orderBy: { id: "desc" }, select: { hash: true } });
  const prevHash = last?.hash ?? "";
  await tx.audit.create({
    data: { ...entry, prevHash, hash: chainHash(prevHash, { ...entry, at: entry.at.toISOString() }) },
  });
}

export const auditLog = (tx: Tx) => tx.audit.findMany({ orderBy: { id: "asc" } });

/** How often somebody did something since a moment. */
export const auditCount = (tx: Tx, actor: string, event: string, since: Date) =>
  tx.audit.count({ where: { actor, event, at: { gte: since } } });

export const addPolicyAnswer = (
  tx: Tx,
  answer: {
    at: Date;
    turnId: bigint | null;
    personId: string;
    chatId: string;
    question: string;
    answer: "found" | "not_found";
    citations: string[];
  },
) => tx.policyAnswer.create({ data: answer });

export const policyAnswers = (tx: Tx) => tx.policyAnswer.findMany({ orderBy: { id: "asc" } });

/** Marks questions as answered by the catalogue's keeper. */
export const resolveQuestions = (tx: Tx, ids: bigint[], at: Date) =>
  tx.policyAnswer.updateMany({ where: { id: { in: ids }, resolvedAt: null }, data: { resolvedAt: at } });

/** Questions that the catalogue could not answer and nobody has answered since. */
export const unansweredQuestions = (tx: Tx) =>
  tx.policyAnswer.findMany({ where: { answer: "not_found", resolvedAt: null }, orderBy: { id: "asc" } });

export const learnFact = (
  tx: Tx,
  fact: { enterpriseId: string; fact: string; value: unknown; source: string; at: Date },
) => {
  const row = { value: json(fact.value), source: fact.source, at: fact.at };
  return tx.profileFact.upsert({
    where: { enterpriseId_fact: { enterpriseId: fact.enterpriseId, fact: fact.fact } },
    create: { enterpriseId: fact.enterpriseId, fact: fact.fact, ...row },
    update: row,
  });
};

export const factsOf = (tx: Tx, enterpriseId?: string) =>
  tx.profileFact.findMany({
    ...(enterpriseId ? { where: { enterpriseId } } : {}),
    orderBy: [{ enterpriseId: "asc" }, { fact: "asc" }],
  });

export const addReport = (
  tx: Tx,
  report: { period: string; at: Date; by: string; body: unknown; file: string | null },
) => tx.report.create({ data: { ...report, body: json(report.body) } });

/** The bulletin that was given out last by one of these; "bot" for those that go out by themselves. */
export const lastReport = (tx: Tx, by: string[]) =>
  tx.report.findFirst({ where: { by: { in: by } }, orderBy: { id: "desc" } });

export const reports = (tx: Tx) => tx.report.findMany({ orderBy: { id: "asc" } });

export const invitation = (tx: Tx, hash: string) => tx.invitation.findUnique({ where: { hash } });

export const addInvitation = (
  tx: Tx,
  row: {
    hash: string;
    enterpriseId: string;
    /** Of a company's person; or "本人账号" for a person's own second account. */
    role: CompanyRole | "本人账号";
    createdBy: string;
    createdAt: Date;
    expiresAt: Date;
    usesLeft: number;
  },
) => tx.invitation.create({ data: row });

/** Uses an invitation up by one; false when it is unknown, expired or used up. The check is in the write. */
export async function useInvitation(tx: Tx, hash: string, personId: string, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { hash, usesLeft: { gt: 0 }, expiresAt: { gt: now } },
    data: { usesLeft: { decrement: 1 }, usedBy: { push: personId } },
  });
  return count > 0;
}

export const addBindingRequest = (tx: Tx, row: { personId: string; enterpriseId: string; askedAt: Date }) =>
  tx.bindingRequest.create({ data: row });

export const openBindingRequests = (tx: Tx, where: { personId?: string; enterpriseIds?: string[] } = {}) =>
  tx.bindingRequest.findMany({
    where: {
      state: "待确认",
      ...(where.personId ? { personId: where.personId } : {}),
      ...(where.enterpriseIds ? { enterpriseId: { in: where.enterpriseIds } } : {}),
    },
    orderBy: { id: "asc" },
  });

export const decideBinding = (tx: Tx, id: number, state: "已确认" | "已拒绝", decidedBy: string) =>
  tx.bindingRequest.update({ where: { id }, data: { state, decidedBy } });

/** A value that an office, or the bot itself, keeps under a name. */
export async function setting(tx: Tx, key: string): Promise<unknown> {
  return (await tx.setting.findUnique({ where: { key } }))?.value ?? null;
}

/** The value under a name, which is `fresh` when there was none; of several who ask at once all get the same. */
export async function settledSetting(tx: Tx, key: string, fresh: unknown): Promise<unknown> {
  await tx.setting.createMany({ data: [{ key, value: json(fresh) }], skipDuplicates: true });
  return setting(tx, key);
}

export const setSetting = (tx: Tx, key: string, value: unknown) =>
  tx.setting.upsert({ where: { key }, create: { key, value: json(value) }, update: { value: json(value) } });
