/**
 * A small reading of the expectations of a replay scenario: what the ledger and the messages must show. Each fault is one
 * sentence; an empty list means that it is as expected. Keys that it does not know are left to the full scorer.
 */
type Row = Record<string, unknown>;

export interface View {
  sent: { at: string; to: { kind: string; id: string }; kind: string; text: string }[];
  tickets: (Row & { no: string; history: { at: string; action: string }[]; commitments: Row[] })[];
  drafts: Row[];
  signups: Row[];
  visits: Row[];
  policy_answers: { answer: string; citations: string[] }[];
  profile: Record<string, Row>;
  reports: Row[];
  audit: Row[];
}

export interface Facts {
  /** What is given of the tickets that were there before, by number. */
  before: Map<string, Row & { history?: unknown[] | undefined }>;
  now: string;
  officers: string[];
}

const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
    : (a ?? null) === (b ?? null);

const holds = (text: string, any: unknown): boolean => (any as string[]).some((one) => text.includes(one));

const digits = (phone: unknown): string => String(phone ?? "").replace(/\D/g, "");

/** Field by field: equal, one of, or (of what was promised) contained. */
function fits(row: Row, wanted: Row): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    if (key === "must_mention") return (value as string[][]).every((group) => holds(`${row.title} ${row.text}`, group));
    if (key === "contact_phone") return digits(row[key]) === digits(value);
    if (key === "must_not_mention")
      return (value as string[]).every((word) => !`${row.title} ${row.text}`.includes(word));
    if (key === "not_attendees")
      return (value as string[]).every((name) => !(row.attendees as string[]).some((own) => own.includes(name)));
    if (key === "commitments")
      return (value as Row[]).every((one) => (row.commitments as Row[]).some((made) => fits(made, one)));
    if (key === "rows") return (value as Row[]).every((one) => (row.rows as Row[]).some((made) => fits(made, one)));
    if (key === "total") return fits(row.total as Row, value as Row);
    if (key.startsWith("not_")) return ![value].flat().includes(row[key.slice(4)]);
    if (key.endsWith("_all")) return (value as string[]).every((one) => [row[key.slice(0, -4)]].flat().includes(one));
    if (key.endsWith("_any")) {
      const own = row[key.slice(0, -4)];
      return Array.isArray(own) ? own.some((one) => holds(one, value)) : holds(String(own ?? ""), value);
    }
    const own = row[key];
    if (key === "attendees")
      return (value as string[]).every((name) => (own as string[]).some((o) => o.includes(name)));
    return same(own, value);
  });
}

export function faultsIn(view: View, wanted: Row, facts: Facts): string[] {
  const faults: string[] = [];
  const fresh = view.tickets.filter((t) => !facts.before.has(t.no));
  // What was joined to a common trouble counts with it.
  const counted = fresh.filter((t) => t.status !== "已撤回" && t.status !== "不予受理" && !t.parent);
  const since = Date.parse(facts.now);
  const check = (ok: boolean, fault: string) => ok || faults.push(fault);
  const lists = (key: string) => (wanted[key] ?? []) as Row[];
  if ("ticket_count" in wanted)
    check(counted.length === wanted.ticket_count, `new tickets: ${counted.map((t) => t.title).join("、") || "none"}`);
  check(counted.length <= ((wanted.ticket_count_max as number) ?? 99), `${counted.length} new tickets`);
  if ("draft" in wanted) check(view.drafts.length > 0 === wanted.draft, `${view.drafts.length} drafts`);
  for (const one of lists("no_tickets")) check(!fresh.some((t) => fits(t, one)), `a ticket ${JSON.stringify(one)}`);
  for (const one of lists("no_signups"))
    check(!view.signups.some((s) => fits(s, one)), `a sign-up ${JSON.stringify(one)}`);
  for (const word of (wanted.absent ?? []) as string[])
    check(!JSON.stringify(view).includes(word), `${word} is kept somewhere`);
  for (const [company, groups] of Object.entries((wanted.profile ?? {}) as Record<string, string[][]>))
    for (const group of groups)
      check(holds(JSON.stringify(view.profile[company] ?? {}), group), `profile lacks ${group[0]}`);
  for (const one of lists("policy_answers")) {
    const cited = (ref: string) => (found: string) => found === ref || found.startsWith(`${ref}#`);
    const all = view.policy_answers.flatMap(({ citations }) => citations);
    check(
      view.policy_answers.some(({ answer }) => one.answer === undefined || answer === one.answer),
      `no policy answer ${one.answer}`,
    );
    for (const ref of (one.cite_all ?? []) as string[]) check(all.some(cited(ref)), `${ref} is not cited`);
    const any = one.cite_any as string[] | undefined;
    check(!any || any.some((ref) => all.some(cited(ref))), `none of ${any} is cited`);
    for (const group of (one.must_include ?? []) as string[][])
      check(
        view.sent.some((m) => m.kind === "reply" && holds(m.text, group)),
        `no answer says ${group[0]}`,
      );
  }
  for (const one of lists("tickets"))
    check(
      fresh.some((t) => fits(t, one)),
      `no ticket ${JSON.stringify(one)}`,
    );
  for (const { ticket, action, action_any, ...rest } of lists("updates")) {
    const found = view.tickets.find((t) => t.no === ticket);
    const done = found?.history.filter((h) => Date.parse(h.at) >= since).map((h) => h.action) ?? [];
    const actions = (action ? [action] : (action_any ?? [])) as string[];
    check(
      actions.length === 0 || actions.some((one) => done.includes(one)),
      `${ticket}: ${done.join()} instead of ${actions.join()}`,
    );
    check(
      found !== undefined && fits(found, rest),
      `${ticket} is not ${JSON.stringify(rest)}: ${JSON.stringify(found)}`,
    );
  }
  for (const no of (wanted.unchanged ?? []) as string[]) {
    const [was, is] = [facts.before.get(no)!, view.tickets.find((t) => t.no === no)!];
    const kept = ["status", "lead", "reply_by", "satisfaction"].every(
      (key) => !(key in was) || same(was[key], is[key]),
    );
    check(kept && (was.history?.length ?? 0) === is.history.length, `${no} has changed`);
  }
  for (const one of lists("signups"))
    check(
      view.signups.some((s) => fits(s, one)),
      `no sign-up ${JSON.stringify(one)}`,
    );
  for (const one of lists("visits"))
    check(
      view.visits.some((v) => fits(v, one)),
      `no visit ${JSON.stringify(one)}`,
    );
  if (wanted.report)
    check(
      view.reports.some((r) => fits(r, wanted.report as Row)),
      "no such report",
    );
  if (wanted.audit)
    check(
      view.audit.some((a) => fits(a, wanted.audit as Row)),
      "not in the audit",
    );
  if (wanted.silence) check(view.sent.length === 0, `said: ${view.sent[0]?.text}`);
  const heard = (one: Row, replies: boolean) =>
    view.sent.some(
      (m) =>
        (replies || m.kind !== "reply") &&
        (one.to === undefined || m.to.id === one.to) &&
        (one.to_kind === undefined || m.to.kind === one.to_kind) &&
        (one.to_dept === undefined || m.to.id === one.to_dept || facts.officers.includes(m.to.id)) &&
        (one.on === undefined || m.at.startsWith(one.on as string)) &&
        (one.by === undefined || Date.parse(m.at) <= Date.parse(one.by as string)) &&
        (one.content_any === undefined || holds(m.text, one.content_any)) &&
        (one.kind_any === undefined || holds(m.text, one.kind_any)),
    );
  for (const one of [...lists("notify"), ...lists("timeline")])
    check(heard(one, false), `nothing unprompted ${JSON.stringify(one)}`);
  for (const one of lists("no_notify"))
    if (!one.to_role) check(!heard(one, false), `unprompted ${JSON.stringify(one)}`);
  for (const one of lists("told")) check(heard(one, true), `not told ${JSON.stringify(one)}`);
  for (const one of lists("no_told")) check(!heard(one, true), `told ${JSON.stringify(one)}`);
  const reply = (wanted.reply ?? {}) as Record<string, unknown>;
  const replies = view.sent.filter((m) => m.kind === "reply");
  const text = replies.map((m) => m.text).join("\n");
  for (const group of (reply.must_include ?? []) as string[][])
    check(holds(text, group), `reply lacks ${group[0]}: ${text}`);
  for (const one of (reply.must_not_include ?? []) as string[]) check(!text.includes(one), `reply says ${one}`);
  if (reply.is_question) check(/[?？]/.test(text), `asks nothing: ${text}`);
  const asked = text.match(/[?？]/g)?.length ?? 0;
  check(asked <= ((reply.questions_max as number) ?? 99), `asks ${asked} times: ${text}`);
  if (reply.each_ticket_no) for (const ticket of counted) check(text.includes(ticket.no), `reply lacks ${ticket.no}`);
  const most = (key: string, kind: string) =>
    check(
      replies.filter((m) => (m.to.kind === "group") === (kind === "group")).length <= ((reply[key] as number) ?? 99),
      `more than ${reply[key]} messages: ${text}`,
    );
  most("group_messages_max", "group");
  most("private_messages_max", "person");
  return faults;
}
