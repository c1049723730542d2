import type { Town } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { CUES, cuesOf } from "./acts/cues.ts";
import { dangerIn } from "./acts/danger.ts";
import { intrusionIn } from "./acts/intruder.ts";
import { answersApart, answerTo, doneInPart, isOnIt, toRollcall } from "./answer.ts";
import { sentimentOf, withCompanies, withNumbers, withServices } from "./besides.ts";
import { campaignOrder } from "./campaign.ts";
import { colleagueOrder } from "./colleagues.ts";
import { companyIn } from "./company.ts";
import { companyTalk, impatient } from "./company-talk.ts";
import { decisionOn } from "./decision.ts";
import { isBegun, isFinished } from "./ending.ts";
import { asksOfEvent } from "./event-question.ts";
import {
  contactOf,
  eventsNamed,
  findCompanies,
  findPhones,
  normalise,
  periodOf,
  satisfactionOf,
} from "./fields/index.ts";
import {
  announcesEvent,
  answersNotice,
  calledByName,
  callsByName,
  concerns,
  lastEntry,
  opensSignups,
  sharesWords,
  signupsOpen,
} from "./group.ts";
import { issueOf, isVague, lacksSubject } from "./issues.ts";
import { keeperOrder } from "./keeper.ts";
import { givenUp } from "./keeps-some.ts";
import { leaveOrder } from "./leave.ts";
import { letterOrder } from "./letters.ts";
import { listOrder } from "./lists.ts";
import { mattersOf } from "./matters.ts";
import { comparedTrouble, isFresh, joinedTickets, joinsIn, joinsUnsaid } from "./me-too.ts";
import { callbackChoice } from "./no-callback.ts";
import { policyOrder } from "./policy-orders.ts";
import type { Heard, HearingContext, IssueReading, Reading, Segment } from "./reading.ts";
import { relayedSignups } from "./relay.ts";
import { sessionOrder } from "./sessions.ts";
import { withSlots } from "./slots.ts";
import { snoozeOrder } from "./snooze.ts";
import { solvedBut } from "./solved-but.ts";
import { clausesOf, partsOf } from "./split.ts";
import { meantBy, speaksOfTicket, staffMatters } from "./staff.ts";
import {
  acceptsWork,
  asksEligible,
  closesWork,
  praisesSomebody,
  saysAgain,
  switchIn,
  tellsProfile,
  wantsFigures,
  wantsPerson,
} from "./switches.ts";
import { praisesInIrony, sellsToAll, tellsTrouble } from "./trouble.ts";
import { type HearingModels, indexOf, ranked, type Turn, turnOf } from "./turn.ts";
import { isVisit, visitParts } from "./visit.ts";

export type { HearingModels } from "./turn.ts";

/** Which of a turn's acts speaks for the whole; earlier wins. Acts that are not named keep their order in the turn. */
const PRECEDENCE: readonly Act[] = ["injection", "emergency", "whistleblow", "visit_report", "report"];

/** What a turn means. Pure; the same turn in the same context gives the same reading. */
export function hear(heard: Heard, ctx: HearingContext, models: HearingModels): Reading {
  const turn = turnOf(heard, ctx, models);
  const settled = withServices(turn, filtered(turn, settle(turn)));
  const segments = withSlots(turn, withCompanies(turn, withNumbers(turn, settled)));
  const lead = leading(segments);
  const reading: Reading = {
    act: lead.act,
    confidence: lead.confidence,
    segments,
    maskedText: turn.masked,
    secrets: turn.secrets,
    script: turn.script,
    finished: isFinished(turn, lead, segments),
    begun: isBegun(turn, segments),
  };
  const company = companyIn(turn, turn.said);
  if (company) reading.company = company;
  if (turn.phones[0]) reading.phone = turn.phones[0];
  if (turn.callAt) reading.callAt = turn.callAt;
  const contact = contactOf(turn.said, findPhones(turn.said));
  if (contact) reading.contactName = contact;
  const sentiment = sentimentOf(turn, lead.act);
  if (sentiment) reading.sentiment = sentiment;
  return reading;
}

/** Words as one matter to be worked on, whatever else they may mean: for a question that becomes a 咨询. */
export function matterOf(heard: Heard, ctx: HearingContext, models: HearingModels): IssueReading {
  return issueOf(turnOf(heard, ctx, models), heard.text);
}

/** The enterprises that a text names, each where only one can be meant, in the order of first mention. */
export function companiesIn(text: string, town: Town): string[] {
  const found = findCompanies(normalise(text), indexOf(town).companies);
  return [...new Set(found.flatMap(({ id }) => (id ? [id] : [])))];
}

function leading(segments: readonly Segment[]): Segment {
  for (const act of PRECEDENCE) {
    const found = segments.find((segment) => segment.act === act);
    if (found) return found;
  }
  return segments[0]!;
}

const isHandler = (hat: Turn["hat"]): boolean => hat === "handler" || hat === "chief";

function segment(act: Act, text: string, confidence = 1): Segment {
  return { act, confidence, text, ticketNos: [] };
}

/** The rules that know more than the words, in asking order; the classifier has the rest. */
function settle(turn: Turn): Segment[] {
  const { said, core, heard, ctx, hat } = turn;
  if (said === "") return [wordless(turn)];
  const danger = dangerIn(said);
  if (danger && hat !== "office" && !(isHandler(hat) && speaksOfTicket(turn)))
    return [{ ...segment("emergency", core), issue: issueOf(turn, core, "emergency") }];
  if (intrusionIn(said, hat)) return [segment("injection", said)];
  if (heard.pieces.length > 0 && heard.pieces.every(({ type }) => type === "link" || type === "sticker"))
    return [segment("noise", said)];
  if (hat !== "office" && (advertises(turn) || sellsToAll(said))) return [segment("noise", said)];
  const choice = heard.addressed && callbackChosen(turn);
  if (choice) return choice;
  const order =
    switchIn(core, hat) ??
    keeperOrder(core, hat) ??
    colleagueOrder(core, hat, ctx) ??
    listOrder(core, hat) ??
    campaignOrder(core, hat, () => findCompanies(core, indexOf(ctx.town).companies).length > 0) ??
    policyOrder(core, hat) ??
    leaveOrder(core, hat) ??
    letterOrder(core, hat) ??
    snoozeOrder(core, hat);
  if (order && heard.addressed) return [segment(order, core)];
  const ofSession = sessionOrder(turn);
  if (ofSession) return ofSession;
  const decision = heard.addressed && decisionOn(core, hat);
  if (decision) return [{ ...segment(decision.act, core), ticketNos: [decision.ticketNo] }];
  const person = heard.addressed && ctx.asked?.kind !== "offer_person" && forPerson(turn);
  if (person) return person;
  const fresh = solvedBut(turn);
  if (fresh)
    return [
      { ...segment("confirm_resolved", fresh.solved), ticketNos: [fresh.no] },
      ...settle({ ...turn, said: fresh.fresh, core: fresh.fresh, ctx: withoutQuestion(ctx) }),
    ];
  const joins = joining(turn);
  if (joins) return joins;
  const answer = ctx.asked && answered(turn);
  if (answer) return answer;
  const pointed = pointedAt(turn);
  if (pointed) return pointed;
  const relayed = relayedSignups(turn);
  if (relayed) return relayed;
  const notice = { from: ctx.speaker.id, fromBot: false, text: said, at: ctx.now, tickets: [] };
  if (
    hat !== "company" &&
    (announcesEvent(said) ||
      (heard.chat.kind === "group" && !isVisit(core) && opensSignups(notice, ctx)) ||
      (hat === "office" && callsByName(said)))
  )
    return [segment("announce_event", said)];
  if (hat === "company" && calledByName(ctx)) {
    const act = toRollcall(core)?.acts[0];
    if (act) return [segment(act, core)];
  }
  if (heard.addressed && (hat === "company" || hat === "unknown") && asksOfEvent(core) && awaitsEvent(turn))
    return [segment("ask_event", core)];
  if (signupsOpen(ctx) && hat !== "office") {
    const entry = lastEntry(said);
    const act = answersNotice(entry ?? core, hasSignedUp(turn));
    if (entry) return [segment(act ?? "sign_up", entry)];
    if (act) return [segment(act, core)];
  }
  if (signupsOpen(ctx) && hat === "company" && onlySignsNames(turn)) return [segment("sign_up", core)];
  const ends = hat === "company" && heard.addressed ? givenUp(core, ctx.tickets) : [];
  if (ends.length > 0) return [{ ...segment("withdraw", core), ticketNos: ends }];
  const matters = staffMatters(turn);
  if (matters && !(hat === "liaison" && isVisit(core)))
    return matters.map(({ act, text, no }) => {
      const made = matterSegment(turn, { act, p: 0.9 }, text);
      return no ? { ...made, ticketNos: [no] } : made;
    });
  if (hat !== "company" && isVisit(core)) return visits(turn);
  const unsaid = isVague(core) || (ctx.tickets.length === 0 && lacksSubject(core));
  if (unsaid && heard.addressed && (heard.attachments > 0 || hat === "company"))
    return [{ ...segment("report", core, 0.6), issue: issueOf(turn, core) }];
  const meant = companyTalk(turn);
  if (meant)
    return [
      {
        ...matterSegment(turn, { act: meant.act, p: 0.8 }, core),
        ...(meant.company ? { company: meant.company } : {}),
      },
    ];
  if (heard.addressed && hat === "company" && ctx.tickets.length > 0 && saysAgain(core)) return [segment("urge", core)];
  if (heard.addressed && wantsFigures(core, hat) && periodOf(core, ctx.now, ctx.zone))
    return [segment("report_request", core)];
  if (hat === "office" && /回访/.test(core) && satisfactionOf(core)) return [segment("rate", core)];
  if (heard.addressed && closesWork(core, hat)) return [segment("cadre_close", core)];
  if (heard.addressed && acceptsWork(core, hat)) return [segment("cadre_accept", core)];
  if (hat === "company" && ctx.asked?.kind !== "callback" && praisesInIrony(core))
    return [matterSegment(turn, { act: touched(turn) ? "urge" : "report", p: 0.8 }, core)];
  if (praisesSomebody(core)) return [segment("praise", core)];
  if (asksEligible(core)) return [segment("ask_eligible", core)];
  if ((hat === "company" || hat === "liaison") && heard.addressed && tellsProfile(core))
    return [segment("tell_profile", core)];
  const told = mattersOf(turn);
  return told.map((matter) => {
    const text = matter.text || said;
    // Who has nothing on the books and tells a trouble reports it, even when they ask when it ends.
    const first = ["ask_progress", "urge"].includes(matter.act) && firstTold(turn, text);
    const isNew = first || (told.length === 1 && asksForHelp(turn, matter.act, text));
    return matterSegment(turn, isNew ? { ...matter, act: "report" } : matter, text);
  });
}

/** Somebody else's trade, pasted in: "专业代办资质，三天拿证，加微信". */
function advertises({ said, cues }: Turn): boolean {
  const offers =
    /(?:加|咨询|联系)(?:我|我们)?(?:的)?(?:微信|v|V|薇|qq|QQ)|(?:专业|专注|承接|长期|快速|正规)[^，。]{0,6}(?:代办|办理|代理|回收|承接|服务|贷款|垫资|注册)|当天(?:放款|下款|出证)|[包秒](?:过|批|下款?)/;
  return (
    cues.has("sells") && offers.test(said) && !cues.has("ours") && !cues.has("wish") && !/骗|投诉|举报|被/.test(said)
  );
}

/** "满意，以后不用回访了": the wish, and beside it what is said of the result. A wish alone says nothing of the result. */
function callbackChosen(turn: Turn): Segment[] | undefined {
  const asked = turn.ctx.asked?.kind === "callback";
  const clauses = clausesOf(turn.core);
  const chosen = (text: string) => callbackChoice(text, turn.hat, asked);
  const act = chosen(turn.core) ?? clauses.map(chosen).find(Boolean);
  if (!act) return undefined;
  const rest = clauses.filter((clause) => !chosen(clause)).join("，");
  const told = rest ? settle({ ...turn, said: rest, core: rest }).filter((one) => BESIDE_A_CHOICE.has(one.act)) : [];
  return [...told, segment(act, turn.core)];
}

const BESIDE_A_CHOICE: ReadonlySet<Act> = new Set(["rate", "confirm_resolved", "urge", "report", "withdraw"]);

/** A wish for a person, beside what else is said. */
function forPerson(turn: Turn): Segment[] | undefined {
  if (!wantsPerson(turn.core)) return undefined;
  const rest = clausesOf(turn.core)
    .filter((clause) => !wantsPerson(clause))
    .join("，");
  const wish = segment("ask_person", turn.core);
  if (rest.length < 6 || !CUES.trouble.test(rest)) return [wish];
  const told = settle({ ...turn, said: rest, core: rest }).filter(({ act }) => BESIDE_A_PERSON.has(act));
  return [...told, wish];
}

const BESIDE_A_PERSON: ReadonlySet<Act> = new Set(["report", "urge", "whistleblow", "ask_policy"]);

const withoutQuestion = ({ asked: _asked, ...ctx }: HearingContext): HearingContext => ctx;

/** In a group, the trouble of the company whose receipt stands there is this one's too; in private, one that they share. */
function joining(turn: Turn): Segment[] | undefined {
  const { heard, ctx, core, hat } = turn;
  if (hat !== "company" && hat !== "unknown") return undefined;
  const named = findCompanies(core, indexOf(ctx.town).companies).map(({ written }) => written);
  const names = [...named, ...indexOf(ctx.town).names.filter((name) => core.includes(name))];
  if (heard.chat.kind === "private") {
    if (hat !== "company" || (ctx.asked && isFresh(ctx.asked.at, ctx.now))) return undefined;
    const trouble = comparedTrouble(core);
    if (trouble) return [{ ...segment("report", core), issue: issueOf(turn, trouble) }];
    return joinsUnsaid(core, names) ? [segment("me_too", core)] : undefined;
  }
  if (!joinsIn(core, names)) return undefined;
  // "+1" after a notice takes a seat.
  const [latest] = ctx.recent.filter((one) => one.tickets.length > 0 || opensSignups(one, ctx)).slice(-1);
  if (latest && latest.tickets.length === 0 && !heard.quote) return undefined;
  const nos = joinedTickets(heard, ctx, indexOf(ctx.town).names);
  return nos.length > 0 ? [{ ...segment("me_too", core), ticketNos: nos }] : undefined;
}

/** Whether the words touch a matter that this person has on the books. */
const touched = ({ core, ctx }: Turn): boolean => ctx.tickets.some((ticket) => sharesWords(core, ticket));

/** Words that point back: the matter was told before, here or elsewhere. */
const TOLD_BEFORE =
  /上次|上回|之前|前(?:几|两|些)?[天周]|那(?:件|个(?:事|件|问题|单|诉求))|反映(?:过|的|了)|报(?:过|的|了)|提(?:过|的)|登记|办到|办得|进展|进度|单号|工单|诉求|催|[A-Z]{1,6}-\d{6,}/;

/** "帮忙催一下" to one who has had nothing yet: somebody else is to be hurried, and what was told stands before it. */
const withoutHaste = (text: string): string => {
  const rest = text.replace(
    /(?:我们?|俺们?)?(?:麻烦|劳烦|请|能不能|能否|可否|给|帮忙?|我们?|你们?|您|也|都)*催(?:一?[下催]|过?了?[一两二三四五六几好\d]*[次回遍])?(?:了|吧)?/g,
    "",
  );
  return rest.length >= 12 ? rest : text;
};

const firstTold = ({ ctx, hat, heard }: Turn, text: string): boolean =>
  heard.addressed &&
  hat === "company" &&
  ctx.tickets.length === 0 &&
  tellsTrouble(text) &&
  !TOLD_BEFORE.test(withoutHaste(text));

/** "找谁修", "给查一下": help is wanted with it. */
const WANTS_HELP =
  /(?:找|归|该|是)?(?:谁|哪个|哪家|哪里|哪儿)(?:来|去|能|给)?(?:修|管|弄|负责|处理|解决|说理|赔)|(?:给|帮)(?:我们?|咱们?|忙)?(?:查|看|问|修|弄|处理|解决|协调|催|想)|(?:怎么|咋)(?:办|整|弄|搞)|来(?:个)?人(?:修|看|处理|管)|(?:管|修|处理|解决)(?:一?下|一管)|管不管|求(?:助|帮|解决)|赶紧来/;
const SAID_IDLY: ReadonlySet<Act> = new Set(["noise", "confirm_resolved", "add_detail", "thanks", "help"]);

/** Carries on what was said before. */
const TOLD_ON = /补充|补[一上发]|漏(?:说|了)|刚才|刚刚|前面|附[件上图]|照片|视频|截图|另附|发(?:你|您|给)/;

/** A trouble with a call for help that only looks like small talk: nothing on the books is touched, and the bot was called. */
const asksForHelp = (turn: Turn, act: Act, text: string): boolean =>
  SAID_IDLY.has(act) &&
  turn.hat === "company" &&
  turn.heard.addressed &&
  !turn.ctx.asked &&
  text.length >= 6 &&
  !turn.cues.has("laughs") &&
  tellsTrouble(text) &&
  // There is nothing that a detail could be added to.
  ((act === "add_detail" && turn.ctx.tickets.length === 0 && !TOLD_ON.test(text)) ||
    (text.length >= 8 && WANTS_HELP.test(text))) &&
  !touched(turn);

function wordless(turn: Turn): Segment {
  const { heard, ctx } = turn;
  if (heard.attachments > 0 && (ctx.asked?.kind === "draft" || ctx.asked?.kind === "detail"))
    return segment("add_detail", "");
  if (heard.attachments > 0 && heard.addressed)
    return { ...segment("report", "", 0.6), issue: { ...issueOf(turn, ""), missing: ["what", "place"] } };
  return segment(
    heard.text.trim() === "" || heard.attachments > 0 ? "noise" : ranked(turn, turn.masked)[0]!.act,
    turn.masked,
  );
}

/** The turn as an answer to what the bot asked last. */
function answered(turn: Turn): Segment[] | undefined {
  const { ctx, core, said, hat } = turn;
  const asked = ctx.asked!;
  const whole = core || said;
  const apart = asked.kind === "callback" && ratedApart(turn, whole);
  if (apart) return apart;
  const [first, ...more] = asked.kind === "callback" && !doneInPart(whole) ? partsOf(whole) : [];
  const matters = more
    .map(({ text }) => text)
    .filter((text) => ["report", "ask_policy"].includes(ranked(turn, text)[0]!.act));
  const text = first && matters.length === more.length && more.length > 0 ? first.text : whole;
  if (asked.kind === "result" && hat !== "company" && !isOnIt(text)) {
    const told = staffMatters(turn);
    if (told)
      return told.map(({ act, text }) => ({
        ...matterSegment(turn, { act, p: 0.9 }, text),
        ...(asked.ticketNo && !speaksOfTicket(turn, text) ? { ticketNos: [asked.ticketNo] } : {}),
      }));
  }
  // Half a move waits for what it lacks: work that is told of another ticket is not that.
  if (asked.kind === "detail" && asked.ticketNo && isHandler(hat) && !meantBy(turn, text).includes(asked.ticketNo)) {
    const told = meantBy(turn, text).length > 0 ? staffMatters(turn) : undefined;
    if (told) return told.map(({ act, text: words }) => matterSegment(turn, { act, p: 0.9 }, words));
  }
  const answer = answerTo(asked, text, cuesOf(text), hat, ranked(turn, text)[0]!);
  if (!answer) return undefined;
  const besides = text === whole ? [] : matters.map((words) => matterSegment(turn, ranked(turn, words)[0]!, words));
  const replies = answer.acts.map((act) => {
    const made = segment(act, text);
    if (asked.ticketNo) made.ticketNos = [asked.ticketNo];
    if (answer.satisfaction && act === "rate") made.satisfaction = answer.satisfaction;
    if (act === "add_detail" && (asked.kind === "draft" || asked.kind === "detail")) made.issue = issueOf(turn, text);
    return made;
  });
  return [...replies, ...besides];
}

/** Several results wait for this person's word, and the words tell of each, or of another than the one asked last. */
function ratedApart(turn: Turn, whole: string): Segment[] | undefined {
  const { ctx, hat } = turn;
  const waiting = ctx.tickets.filter(({ status }) => status === "待回访");
  const told = answersApart(clausesOf(whole), waiting);
  const made = told?.map(({ nos, text }) => ({
    nos,
    text,
    answer: answerTo({ ...ctx.asked!, kind: "callback" }, text, cuesOf(text), hat, ranked(turn, text)[0]!),
  }));
  if (!made || made.some(({ answer }) => !answer)) return undefined;
  return made.flatMap(({ nos, text, answer }) =>
    nos.map((no): Segment => {
      const act = answer!.satisfaction ? "rate" : answer!.acts[0]!;
      return {
        ...segment(act, text),
        ticketNos: [no],
        ...(answer!.satisfaction ? { satisfaction: answer!.satisfaction } : {}),
      };
    }),
  );
}

function matterSegment(turn: Turn, { act, p }: { act: Act; p: number }, text: string): Segment {
  const made = segment(act, text, p);
  // A leader who tells of a trouble of his own seeing gives a new matter with the instruction.
  const seen = act === "leader_instruction" && CUES.trouble.test(text);
  if (act === "report" || act === "whistleblow" || act === "emergency" || seen) made.issue = issueOf(turn, text, act);
  return made;
}

/** "登记一下" on another person's words means those words. */
function pointedAt(turn: Turn): Segment[] | undefined {
  const { heard, core, ctx } = turn;
  if (!heard.quote || heard.quote.fromBot || !heard.addressed) return undefined;
  if (!isVague(core) && !/^.{0,6}(?:登记|记|立|跟进|处理|反映|看)(?:一下|下|个单|单|上)?.{0,4}$/.test(core))
    return undefined;
  const { text, from } = heard.quote;
  const owner = ctx.town.people.find(({ id, name }) => id === from || name === from)?.enterprise;
  const company = owner ? { company: { written: "", id: owner, how: "sender" as const } } : {};
  return [{ ...segment("report", text, 0.8), ...company, issue: issueOf(turn, text) }];
}

/** "白鹭 彭总" under a notice: the company and who comes, and nothing else. */
function onlySignsNames({ core, ctx }: Turn): boolean {
  const mine = ctx.speaker.enterprise;
  if (core.length > 16 || mine === undefined) return false;
  const own = findCompanies(core, indexOf(ctx.town).companies).find(
    ({ id, candidates }) => id === mine || candidates?.includes(mine),
  );
  const rest = own ? core.replace(own.written, "").trim() : "";
  return rest === ctx.speaker.name || /^[\u4e00-\u9fff]{1,3}(?:总|经理|主任|厂长|会计|老板娘?)$/.test(rest);
}

/** There is a meeting to come that may be meant. */
const awaitsEvent = ({ ctx }: Turn): boolean => ctx.town.events.some(({ start }) => start > ctx.now);

function hasSignedUp(turn: Turn): boolean {
  const { ctx } = turn;
  return ctx.recent.some(({ from, text }) => from === ctx.speaker.id && answersNotice(text, false) === "sign_up");
}

function visits(turn: Turn): Segment[] {
  // Where the phone was is no wish of the company's ("高新路1号").
  const core = turn.heard.pieces
    .filter(({ type, text }) => type === "location" && text)
    .reduce((words, { text }) => words.replace(normalise(text), " "), turn.core)
    .trim();
  const named = findCompanies(core, indexOf(turn.ctx.town).companies).map(({ written }) => written);
  const { calendar, now, zone, town } = turn.ctx;
  const namesEvent = (clause: string) =>
    calendar !== undefined && eventsNamed(clause, { events: town.events, now, zone, calendar }).length > 0;
  const parts = visitParts(core, named, namesEvent);
  const made = parts.flatMap((part): Segment[] => {
    const company = part.company ? { company: { written: part.company, how: "unlisted" as const } } : {};
    const told = part.text || core;
    const segments: Segment[] =
      part.asks.length > 0
        ? askedFor(turn, part.asks).map((issue) => ({ ...segment("visit_report", told), ...company, issue }))
        : [{ ...segment("visit_report", told), ...company }];
    if (part.signup) segments.push({ ...segment("sign_up", part.signup), ...company });
    return segments;
  });
  return made.length > 0 ? made : [segment("visit_report", core)];
}

/** How sure a clause's kind must be to be a wish of its own beside another. */
const OWN_KIND = 0.4;

/** What a company asked for, one matter each: clauses about the same thing tell of one ("水压太小，三楼上不去水"). */
function askedFor(turn: Turn, asks: readonly string[]): IssueReading[] {
  const issues: IssueReading[] = [];
  for (const ask of asks) {
    const issue = issueOf(turn, ask);
    const before = issues.at(-1);
    const same =
      before?.category === issue.category ||
      (issue.categoryConfidence < OWN_KIND && before?.route.lead === issue.route.lead);
    if (before && same && !SET_APART.test(ask)) issues[issues.length - 1] = issueOf(turn, `${before.text}，${ask}`);
    else issues.push(issue);
  }
  return issues;
}

const SET_APART = /^(?:另外|还有|还要?|再|也|二是|三是)/;

/** In a group that did not call the bot, what is not its business is noise. */
function filtered(turn: Turn, segments: Segment[]): Segment[] {
  const { heard, ctx, cues, hat, said } = turn;
  const replies = ctx.asked !== undefined && answered(turn) !== undefined;
  if (heard.addressed || heard.chat.kind === "private" || replies) return segments;
  const presses = (made: Segment): boolean => made.act === "urge" && hat === "company" && impatient(turn) !== undefined;
  const kept = segments.filter((made) => presses(made) || concerns(made, cues, heard, ctx, hat));
  return kept.length > 0 ? kept : [segment("noise", said)];
}
