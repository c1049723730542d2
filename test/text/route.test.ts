import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readIssue } from "../../text/hearing/issue.ts";
import { decodeModel } from "../../text/hearing/model/linear.ts";
import { compileRoutes, type RouteOptions, route, SURE_ROUTE } from "../../text/hearing/route.ts";
import { learnRoutes } from "../../text/hearing/routing/learnt.ts";
import { ROUTING_ROWS, TOWNS, townOf } from "./routing-towns.ts";

const models = { category: decodeModel(readFileSync(new URL("../../data/models/category.bin", import.meta.url))) };
const routes = Object.fromEntries(Object.entries(TOWNS).map(([name, town]) => [name, compileRoutes(town)]));

function routed(town: keyof typeof TOWNS, text: string, options: RouteOptions = {}, index = routes[town]!) {
  const kind = readIssue(text, {}, models);
  return route(text, kind.category, index, { categories: kind.categories, ...options });
}

describe("four towns with departments of their own", () => {
  const answers = ROUTING_ROWS.map((row) => {
    const found = routed(row.town, row.text, { enterprise: row.enterprise });
    return { row, found, right: row.owners.some((owner) => found.lead.includes(owner)) };
  });

  test("at least 95 of 100 go to the right owner", () => {
    expect(answers.length).toBeGreaterThan(200);
    expect(answers.filter(({ right }) => right).length / answers.length).toBeGreaterThan(0.95);
  });

  test("a sure owner is right, and most are sure", () => {
    const sure = answers.filter(({ found }) => found.sure);
    expect(sure.every(({ found }) => found.confidence >= SURE_ROUTE)).toBe(true);
    expect(sure.filter(({ right }) => right).length / sure.length).toBeGreaterThan(0.98);
    expect(sure.length / answers.length).toBeGreaterThan(0.8);
  });

  test("the confidential lane gets none of these", () => {
    expect(answers.filter(({ found }) => /纪委|监察/.test(found.lead))).toEqual([]);
  });
});

describe("the town decides, not the name of the matter", () => {
  test("the duty that names it wins, and is the reason", () => {
    const town = townOf([
      ["办公室", "统筹", "", "office"],
      ["甲局", "公交线路与站点、道路运输"],
      ["乙局", "市政道路"],
    ]);
    const found = route("公交站台没有雨棚", "公交出行", compileRoutes(town));
    expect(found).toMatchObject({ lead: "甲局", sure: true, reason: "职责“公交线路与站点”" });
  });

  test("in the park the park's own body has road and lamp; outside it has not", () => {
    expect(routed("CITY", "厂门口园区道路的路面全是坑", { enterprise: "滨江甲" }).lead).toContain("滨江工业园");
    expect(routed("CITY", "人民路的路面全是坑", { enterprise: "城区丙" }).lead).toContain("城市管理");
    expect(routed("CITY", "园区道路坑太多", { enterprise: "高新乙" }).lead).not.toContain("滨江工业园");
  });

  test("nobody's matter goes to the office, unsure", () => {
    const found = route("办公楼前飘来一个大气球", "其他", routes.ZONE!);
    expect(found).toMatchObject({ lead: "企业服务中心", sure: false });
  });
});

describe("the body complained of", () => {
  test("mends its own service", () => {
    expect(routed("CITY", "供电公司老停电，一个月停了五回", { respondentId: "国网澄江供电公司" }).lead).toBe(
      "国网澄江供电公司",
    );
  });

  test("never judges its own people, checks or debts", () => {
    const police = "澄江市城市管理综合执法局";
    for (const text of [
      "城管执法队员态度粗暴，骂人",
      "城管局一个月查我们五次，每次都罚款",
      "城管局欠我们绿化工程款两年不给",
    ]) {
      const found = routed("CITY", text, { respondentId: police });
      expect(found.lead, text).not.toBe(police);
      expect(
        found.candidates.map(({ id }) => id),
        text,
      ).not.toContain(police);
    }
  });

  test("a cold clerk goes to the office, a bribe in confidence to the confidential lane", () => {
    expect(routed("CITY", "审批窗口的人爱理不理，玩手机").lead).toBe("优化营商环境办公室");
    expect(routed("CITY", "供电公司的人说塞红包才给增容").lead).toBe("市纪委监委驻办组");
    expect(routed("CITY", "科长暗示要好处费才给批", { confidential: true }).lead).toBe("市纪委监委驻办组");
    expect(route("科长收红包", "作风举报", compileRoutes(townOf([["办", "", "", "office"]]))).lead).toBe("办");
  });
});

describe("clerks' re-assignments", () => {
  /** In this county the list says nothing, and parking is in truth the traffic bureau's, festivals' vendors the town hall's. */
  const moved = [
    "门口违停的车太多没人管",
    "停车位不够，员工车停到路上",
    "厂区外面乱停车，货车进不来",
    "停车场道闸坏了，车出不去",
    "路边停满僵尸车",
    "收费停车太贵",
  ].map((text) => ({ text, from: "县交警大队", to: "县交通运输局" }));
  const later = ["员工没地方停车，老被贴条", "大货车乱停堵了大门", "停车收费突然涨价", "对面小区的车都停到我们厂门口"];

  test("later matters of the kind follow them; others stay", () => {
    const before = later.filter((text) => routed("COUNTY", text).lead === "县交通运输局").length;
    const learnt = compileRoutes(TOWNS.COUNTY, learnRoutes(moved));
    const after = later.filter((text) => routed("COUNTY", text, {}, learnt).lead === "县交通运输局").length;
    expect(before).toBe(0);
    expect(after).toBeGreaterThanOrEqual(3);
    const others = ROUTING_ROWS.filter(({ town, text }) => town === "COUNTY" && !/停|车/.test(text));
    for (const { text, enterprise } of others)
      expect(routed("COUNTY", text, { enterprise }, learnt).lead, text).toBe(
        routed("COUNTY", text, { enterprise }).lead,
      );
  });

  test("one slip of a clerk does not move a duty that is written down", () => {
    const slip = compileRoutes(
      TOWNS.CITY,
      learnRoutes([{ text: "公交班次太少", from: "澄江公交集团", to: "澄江市教育局" }]),
    );
    expect(routed("CITY", "公交末班车太早", {}, slip).lead).toBe("澄江公交集团");
  });
});
