import { describe, expect, test } from "vitest";
import { actorOf, BOT, mayReport, mayRunEvents, maySee, maySignUp } from "../../domain/authority.ts";
import { levelOf, subtree } from "../../domain/levels.ts";
import { departments, everybody, ticketOf, who } from "./people.ts";

const readers = (ticket: Parameters<typeof maySee>[1]) => everybody.filter((id) => maySee(who(id), ticket));

describe("who sees a ticket", () => {
  test("its company, its owner, the office, leaders, the liaison", () => {
    expect(readers(ticketOf())).toEqual([
      "office",
      "power",
      "power-head",
      "liaison",
      "mayor",
      "firm",
      "firm-colleague",
    ]);
  });

  test("every complainant and every helping department", () => {
    const ticket = ticketOf({ co: ["交通局"], complainants: [{ company: "E1" }, { company: "E2" }] });
    expect(readers(ticket)).toEqual(expect.arrayContaining(["traffic", "rival"]));
  });

  test("a district its own, never the other's; the city all", () => {
    const ticket = ticketOf({ lead: "东区园区", company: "E2", complainants: [{ company: "E2" }], fromPersons: [] });
    expect(readers(ticket)).toEqual(["office", "east", "east-park", "liaison", "mayor", "rival"]);
    expect(maySee(who("west"), ticket)).toBe(false);
    expect(maySee(who("east-park"), { ...ticket, lead: "东区" })).toBe(false);
  });

  test("a confidential one: who raised it, the office, its lane", () => {
    const secret = ticketOf({ confidential: true, lead: "移交组", respondent: "供电局的某人" });
    expect(readers(secret)).toEqual(["office", "lane", "firm"]);
  });

  test("never the body complained of, by whatever name, not even the office", () => {
    const secret = ticketOf({ confidential: true, lead: "移交组", fromPersons: [], respondent: "电力" });
    expect(readers({ ...secret, lead: "供电局" })).toEqual(["office"]);
    expect(readers({ ...secret, respondent: "营商办经办人" })).toEqual(["lane"]);
  });

  test("a person who serves nobody has no tree", () => {
    const stray = actorOf(
      { id: "x", role: "enterprise", department: "供电局", liaisonFor: ["E1"], muted: false },
      departments,
    );
    expect(maySee(stray, ticketOf())).toBe(false);
    expect(maySee(BOT, ticketOf({ confidential: true }))).toBe(true);
  });

  test("a department has the level of its place in the tree", () => {
    const deep = departments.map((one) => (one.id === "东区" ? { ...one, parentId: "营商办" } : one));
    expect(["供电局", "东区", "东区园区"].map((id) => levelOf(id, deep))).toEqual(["市", "区县", "镇街园区"]);
    expect([levelOf(null, departments), levelOf("没有", departments)]).toEqual([undefined, undefined]);
  });

  test("a circle in the tree does not hang", () => {
    const circle = [
      { ...departments[0]!, id: "a", parentId: "b" },
      { ...departments[0]!, id: "b", parentId: "a" },
    ];
    expect(subtree("a", circle)).toEqual(["a", "b"]);
  });
});

describe("other doors", () => {
  const all = <T>(door: (id: string) => T) => Object.fromEntries(everybody.map((id) => [id, door(id)]));

  test("figures", () => {
    expect(all((id) => mayReport(who(id)))).toMatchObject({
      office: "all",
      mayor: "all",
      "power-head": ["供电局"],
      east: ["东区", "东区园区"],
      liaison: null,
      firm: null,
      stranger: null,
    });
  });

  test("events, sign-ups", () => {
    expect(everybody.filter((id) => mayRunEvents(who(id)))).toEqual(["office"]);
    expect(everybody.filter((id) => maySignUp(who(id), "E2"))).toEqual(["office", "liaison", "rival"]);
  });
});
