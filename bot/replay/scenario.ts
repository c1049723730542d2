import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  MESSAGE_TYPES,
  SATISFACTIONS,
  SIGNUP_STATUSES,
  SOURCES,
  TICKET_STATUSES,
  TICKET_TYPES,
  URGENCIES,
} from "../../domain/vocabulary.ts";
import { FileFault, faultsOf } from "../file-fault.ts";

const instant = z.iso
  .datetime({ offset: true, error: "expected a time with its offset, 2026-09-14T09:00:00+08:00" })
  .transform((t) => new Date(t));
const chat = z.object({ kind: z.enum(["group", "private"]), id: z.string().min(1) });
const day = z.iso.date().nullable();
const words = z.string().nullable();

const ticket = z
  .object({
    no: z.string().min(1),
    company: words,
    complainants: z.array(z.string()),
    type: z.enum(TICKET_TYPES),
    category: z.string(),
    title: z.string(),
    text: z.string(),
    lead: words,
    co: z.array(z.string()),
    respondent: words,
    location: words,
    contact_name: words,
    contact_phone: words,
    urgency: z.enum(URGENCIES),
    confidential: z.boolean(),
    source: z.enum(SOURCES),
    status: z.enum(TICKET_STATUSES),
    created_at: instant,
    assign_by: day,
    reply_by: day,
    resolve_by: day,
    user_deadline: day,
    parent: words,
    repeat_of: words,
    tags: z.array(z.string()),
    attachments: z.number().int().min(0),
    from: z.array(z.string()),
    commitments: z.array(z.object({ what: z.string(), by: z.iso.date() })),
    urges: z.number().int().min(0),
    satisfaction: z.enum(SATISFACTIONS).nullable(),
    comment: words,
    history: z.array(
      z.object({ at: instant, by: z.string().default(""), action: z.string(), note: words.default("") }),
    ),
  })
  .partial()
  .required({ no: true });

const signup = z
  .object({
    event: z.string(),
    company: z.string(),
    attendees: z.array(z.string()),
    count: z.number().int().nullable(),
    phone: words,
    topic: words,
    status: z.enum(SIGNUP_STATUSES),
    delegate: words,
    by: words,
  })
  .partial()
  .required({ event: true, company: true });

const message = z.object({
  at: instant.optional(),
  from: z.string().min(1),
  text: z.string().optional(),
  type: z.enum(MESSAGE_TYPES).default("text"),
  mention: z.boolean().default(false),
  quote: z.object({ from: z.string().default(""), text: z.string().default("") }).optional(),
  chat: chat.optional(),
});

const advance = z.object({ advance_to: instant });
const checkpoint = z.object({ expect: z.record(z.string(), z.unknown()) });

/** Which of the three it is shows in its keys; so a fault is named where it is, not as "none of these". */
const step = z.unknown().transform((value, context): z.infer<typeof advance | typeof checkpoint | typeof message> => {
  const keys = typeof value === "object" && value !== null ? value : {};
  const shape = "advance_to" in keys ? advance : "expect" in keys ? checkpoint : message;
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message: expected } of parsed.error.issues)
    context.addIssue({ code: "custom", path, message: expected });
  return z.NEVER;
});

const scenario = z.object({
  id: z.string().min(1),
  chat,
  now: instant,
  hears_all: z.boolean().optional(),
  setup: z
    .object({
      tickets: z.array(ticket).default([]),
      signups: z.array(signup).default([]),
      earlier: z
        .array(z.object({ chat: chat.optional(), from: z.string(), text: z.string().default(""), at: instant }))
        .default([]),
    })
    .default({ tickets: [], signups: [], earlier: [] }),
  steps: z.array(step),
  until: instant.optional(),
});

export type Scenario = z.infer<typeof scenario>;
export type SetupTicket = z.infer<typeof ticket>;
export type MessageStep = z.infer<typeof message>;

/**
 * Scenarios of a JSON-lines file.
 * @throws FileFault with line and field of every fault
 */
export function readScenarios(path: string): Scenario[] {
  const faults: string[] = [];
  const scenarios: Scenario[] = [];
  for (const [i, line] of read(path).split(/\r?\n/).entries()) {
    if (!line.trim()) continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      faults.push(`line ${i + 1}: not JSON (${(error as Error).message})`);
      continue;
    }
    const parsed = scenario.safeParse(value);
    if (parsed.success) scenarios.push(parsed.data);
    else faults.push(...faultsOf(parsed.error).map((fault) => `line ${i + 1}: ${fault}`));
  }
  if (faults.length) throw new FileFault(path, faults);
  return scenarios;
}

/** The text of a file; a file that cannot be read is a fault like any other. */
export function read(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new FileFault(path, [(error as Error).message]);
  }
}
