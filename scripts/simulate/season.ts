import type { Stage } from "../../bot/replay/replay.ts";
import type { MessageStep } from "../../bot/replay/scenario.ts";
import { addDays, clockOf, dayOf, instantOf } from "../../domain/time.ts";
import type { Person, Town, TownEvent } from "../../domain/town.ts";
import { sayDay } from "../../text/saying/dates.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { PROBLEMS, type Problem } from "./problems.ts";

export interface SeasonOptions {
  stage: Stage;
  town: Town;
  mondays: number;
  /** Enterprises that may sign up for one session, waiting list included. */
  signupsEach: number;
  seats: number;
  /** The first Monday. */
  first: string;
  seed: number;
}

export interface Season {
  messages: number;
  /** Answers to the office's last question, in words, with their files. */
  answer: string;
  files: { name: string; path: string }[];
}

const GROUP = "企业服务群";
const CLERK = "许主任";

/**
 * A season of Monday evenings: set up by the office in one sentence, then lived through message by message, from the
 * first sign-up to the call-back. Everything goes in by the bot's own door; the same seed gives the same season.
 */
export async function liveSeason(options: SeasonOptions): Promise<Season> {
  const season = new SeasonRun(options);
  await season.setUp();
  for (let week = 0; week < options.mondays; week++) await season.week(week);
  await season.aftermath();
  return season.ask();
}

class SeasonRun {
  private messages = 0;
  private readonly chance: Chance;
  private readonly bosses: Person[];
  private readonly zone: string;
  /** Tickets that wait for their owner's result, by the day on which it is told. */
  private readonly results = new Map<string, { no: string; handler: string; problem: Problem }[]>();

  constructor(private readonly options: SeasonOptions) {
    this.chance = chanceOf(options.seed);
    this.bosses = options.town.people.filter((p) => p.role === "enterprise");
    this.zone = options.town.zone;
  }

  private get stage(): Stage {
    return this.options.stage;
  }

  private async say(from: string, text: string, where: "private" | "group" = "private", gap = 20): Promise<void> {
    this.messages++;
    const chat = where === "group" ? { kind: "group" as const, id: GROUP } : { kind: "private" as const, id: from };
    const step = { from, text: where === "group" ? `@小助手 ${text}` : text, type: "text", mention: where === "group" };
    await this.stage.hand(chat, step as MessageStep);
    await this.stage.advance(new Date(this.stage.now.getTime() + gap * 1000));
  }

  private at(day: string, clock: string): Promise<void> {
    return this.stage.advance(instantOf(day, clock, this.zone));
  }

  async setUp(): Promise<void> {
    const { first, mondays, seats } = this.options;
    await this.at(addDays(first, -6), "09:00");
    await this.say(
      CLERK,
      `每周一晚上七点半到九点办政企交流主题日，地点商务中心一楼茶聊室，主题用工，由江副市长主持，${seats}个席位，提前一天截止，从${sayDay(first)}起，共${mondays}期`,
      "private",
      30,
    );
  }

  async week(week: number): Promise<void> {
    const monday = addDays(this.options.first, 7 * week);
    await this.decideRestDay(monday);
    const event = await this.nextSession(monday);
    if (!event) return;
    const day = dayOf(event.start, this.zone);
    const coming = this.chance.some(this.bosses, this.options.signupsEach);
    await this.at(addDays(day, -4), "09:30");
    await this.signUps(coming, event);
    await this.tellResults(addDays(day, -1));
    await this.at(day, "09:05");
    await this.say(CLERK, `第${event.issue}期会前材料`);
    await this.evening(event, day);
    await this.say(CLERK, `出一下第${event.issue}期会议纪要`);
    await this.settle(event, day);
  }

  /** The office is asked two weeks ahead; it moves the day to the next Friday that is worked. */
  private async decideRestDay(monday: string): Promise<void> {
    const look = this.stage.look();
    for (const row of await look.sessions.openOccasions()) {
      if (row.day > addDays(monday, 7)) continue;
      await this.at(addDays(monday, -7), "10:00");
      await this.say(CLERK, `政企交流主题日改到${sayDay(addDays(row.day, 4))}晚上七点半`);
    }
  }

  private async nextSession(monday: string): Promise<TownEvent | undefined> {
    const town = (await this.stage.look().town.loadTown())!;
    return town.events.find((e) => {
      const day = dayOf(e.start, this.zone);
      return day >= monday && day < addDays(monday, 7);
    });
  }

  private short(person: Person): string {
    return this.options.town.enterprises.find((e) => e.id === person.enterprise)!.short[0]!;
  }

  private async signUps(coming: Person[], event: TownEvent): Promise<void> {
    const named = `第${event.issue}期政企交流主题日`;
    for (const [i, boss] of coming.entries()) {
      const about = this.chance.yes(0.5) ? `，想反映${this.chance.one(PROBLEMS).says}` : "";
      const cadre = this.options.town.people.find((p) => p.liaisonFor.includes(boss.enterprise!));
      if (this.chance.yes(0.1) && cadre)
        await this.say(cadre.id, `帮${this.short(boss)}报名${named}，${boss.name}去${about}`);
      else if (this.chance.yes(0.4)) await this.say(boss.id, `${this.short(boss)}报名${named}，我去${about}`);
      else await this.say(boss.id, `${this.short(boss)}报名${named}，我和同事2人去${about}`, "group");
      if (i % 8 === 7) await this.stage.advance(new Date(this.stage.now.getTime() + 3_600_000));
    }
    const [leaver, writer] = coming;
    if (leaver) await this.say(leaver.id, `${this.short(leaver)}${named}来不了了，取消报名`);
    if (writer)
      await this.say(writer.id, `${named}人来不了，书面提一个问题：${this.chance.one(PROBLEMS).says}，请协调`);
  }

  private async evening(event: TownEvent, day: string): Promise<void> {
    const signups = await this.stage.look().events.signupsOf(event.id);
    const seated = signups.filter((s) => s.status === "报名" || s.status === "已确认");
    await this.at(day, clockOf(new Date(event.start.getTime() - 900_000), this.zone));
    const present = seated.filter(() => this.chance.yes(0.92));
    for (const signup of present) {
      const boss = this.bosses.find((p) => p.enterprise === signup.company)!;
      if (this.chance.yes(0.3)) await this.say(boss.id, "到了", "group");
      else await this.say(boss.id, this.chance.yes(0.2) ? "签到 2人" : "到了");
    }
    await this.stage.advance(new Date(event.start.getTime() + 1_800_000));
    const speaking = this.chance.some(present, Math.min(5, present.length));
    const lines = speaking.map((signup) => {
      const boss = this.bosses.find((p) => p.enterprise === signup.company)!;
      const problem = this.chance.one(PROBLEMS);
      const department = this.options.town.departments.find((d) => d.id === problem.lead)!.name;
      const promise = this.chance.yes(0.6) ? `${sayDay(addDays(day, 11))}前${problem.promise}` : "负责";
      return `${this.short(boss)}：${problem.says}，${department}${promise}`;
    });
    lines.push(`${this.short(this.bosses[0]!)}：写错的一条`);
    await this.say(CLERK, `记录：\n${lines.map((line, i) => `${i + 1}. ${line}`).join("\n")}`, "private", 60);
    await this.say(CLERK, "撤销上一条", "private", 60);
    await this.stage.advance(new Date((event.end ?? event.start).getTime() + 600_000));
  }

  /** Owners accept on the next day; most tell a result within the week after. */
  private async settle(event: TownEvent, day: string): Promise<void> {
    const { work, tickets } = { work: this.stage.look(), tickets: [] as string[] };
    for (const matter of await work.sessions.mattersOf(event.id)) if (!matter.undone) tickets.push(matter.ticketNo);
    await this.at(addDays(day, 1), "10:00");
    for (const no of tickets) {
      let ticket = (await work.tickets.ticketByNo(no))!;
      if (ticket.status === "待交办") {
        await this.say(CLERK, `${no} 同意`);
        ticket = (await work.tickets.ticketByNo(no))!;
      }
      const handler = this.options.town.people.find((p) => p.department === ticket.lead && p.role === "dept");
      if (!handler) continue;
      await this.say(handler.id, `${no} 接收`);
      const problem = PROBLEMS.find((p) => ticket.text.includes(p.says)) ?? PROBLEMS[0]!;
      if (!this.chance.yes(0.9)) continue;
      const told = addDays(day, this.chance.between(2, 4));
      this.results.set(told, [...(this.results.get(told) ?? []), { no, handler: handler.id, problem }]);
    }
    await this.tellResults(addDays(day, 4));
  }

  /** Results of days up to one, and what the companies say of them when they are called back. */
  private async tellResults(until: string): Promise<void> {
    for (const day of [...this.results.keys()].filter((d) => d <= until).sort()) {
      const due = this.results.get(day)!;
      this.results.delete(day);
      await this.at(day, "14:00");
      for (const { no, handler, problem } of due)
        await this.say(handler, `${no} 办结：${sayDay(dayOf(this.stage.now, this.zone))}${problem.result}`);
      await this.stage.advance(new Date(this.stage.now.getTime() + 1_800_000));
      for (const { no } of due) {
        const ticket = (await this.stage.look().tickets.ticketByNo(no))!;
        const boss = this.bosses.find((p) => p.enterprise === ticket.company);
        if (ticket.status !== "待回访" || !boss || this.chance.yes(0.06)) continue;
        await this.say(boss.id, `${no} ${this.chance.yes(0.95) ? "解决了，满意" : "没解决，不满意"}`);
      }
    }
  }

  async aftermath(): Promise<void> {
    const last = [...this.results.keys()].sort().at(-1);
    if (last) await this.tellResults(last);
    await this.stage.advance(new Date(this.stage.now.getTime() + 3 * 86_400_000));
  }

  async ask(): Promise<Season> {
    const before = this.stage.sent.length;
    await this.say(CLERK, "政企交流主题日一共办了多少期，解决了多少问题", "private", 60);
    const answer = this.stage.sent.slice(before).find(({ row }) => row.toId === CLERK && row.kind === "reply")!;
    const files = this.stage.sent.flatMap(({ row }) => row.files as { name: string; path: string }[]);
    return { messages: this.messages, answer: answer.row.text, files };
  }
}
