import { type Actor, actorOf } from "../../domain/authority.ts";
import type { MoveContext } from "../../domain/moves.ts";
import type { TicketState } from "../../domain/ticket.ts";
import type { Department, Person } from "../../domain/town.ts";
import { at, calendar, rulesOf, zone } from "./facts.ts";

const department = (id: string, own: Partial<Department> = {}): Department => ({
  id,
  name: id,
  duties: "",
  aliases: [],
  office: false,
  confidential: false,
  ...own,
});

/** A city with an office, two districts with a park each, a confidential lane and two bureaus. */
export const departments: Department[] = [
  department("营商办", { office: true }),
  department("供电局", { aliases: ["电力"] }),
  department("交通局"),
  department("东区", { level: "区县" }),
  department("东区园区", { parentId: "东区" }),
  department("西区", { level: "区县" }),
  department("西区园区", { parentId: "西区" }),
  department("移交组", { confidential: true }),
];

export const townPeople: Person[] = [
  { id: "office", role: "admin", department: "营商办", liaisonFor: [], muted: false },
  { id: "power", role: "dept", department: "供电局", liaisonFor: [], muted: false },
  { id: "power-head", role: "dept_leader", department: "供电局", liaisonFor: [], muted: false },
  { id: "traffic", role: "dept", department: "交通局", liaisonFor: [], muted: false },
  { id: "east", role: "dept", department: "东区", liaisonFor: [], muted: false },
  { id: "east-park", role: "dept", department: "东区园区", liaisonFor: [], muted: false },
  { id: "west", role: "dept", department: "西区", liaisonFor: [], muted: false },
  { id: "lane", role: "dept", department: "移交组", liaisonFor: [], muted: false },
  { id: "liaison", role: "cadre", department: "东区园区", liaisonFor: ["E1"], muted: false },
  { id: "mayor", role: "leader", liaisonFor: [], muted: false },
  { id: "firm", role: "enterprise", enterprise: "E1", liaisonFor: [], muted: false },
  { id: "firm-colleague", role: "enterprise", enterprise: "E1", liaisonFor: [], muted: false },
  { id: "rival", role: "enterprise", enterprise: "E2", liaisonFor: [], muted: false },
  { id: "stranger", role: "other", liaisonFor: [], muted: false },
];

export const everybody = townPeople.map(({ id }) => id);

export function who(id: string): Actor {
  const person = townPeople.find((one) => one.id === id);
  if (!person) throw new Error(`nobody is called ${id}`);
  return actorOf(person, departments);
}

export const ctxAt = (moment: string, own: Parameters<typeof rulesOf>[0] = {}): MoveContext => ({
  now: at(moment),
  rules: rulesOf(own),
  calendar,
  zone,
  departments,
});

/** A ticket of E1 that 供电局 leads since 2026-09-14; a test says what matters to it. */
export const ticketOf = (own: Partial<TicketState> = {}): TicketState => ({
  no: "N1",
  company: "E1",
  complainants: [{ company: "E1" }],
  fromPersons: ["firm"],
  lead: "供电局",
  co: [],
  respondent: null,
  confidential: false,
  chatId: "G1",
  type: "求助",
  category: "用电",
  title: "跳闸",
  text: "跳闸",
  location: null,
  contactName: null,
  contactPhone: null,
  urgency: "normal",
  source: "消息",
  status: "已交办",
  createdAt: at("2026-09-14 09:12"),
  assignBy: "2026-09-16",
  replyBy: "2026-09-28",
  resolveBy: "2026-10-10",
  userDeadline: null,
  provisional: false,
  parentNo: null,
  repeatOf: null,
  tracker: null,
  tags: [],
  urges: 0,
  returns: 0,
  satisfaction: null,
  comment: null,
  history: [],
  ...own,
});
