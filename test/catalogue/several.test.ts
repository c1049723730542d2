import { describe, expect, test } from "vitest";
import { answerPolicy } from "../../catalogue/answer.ts";
import { guideFor } from "../../catalogue/guide.ts";
import { matchChain, openCatalogue } from "../../catalogue/match.ts";
import { readQuestion } from "../../catalogue/question.ts";
import { answerEach, questionsIn } from "../../catalogue/several.ts";
import { readWindow } from "../../catalogue/validity.ts";
import { lexicon, policy } from "./own-towns.ts";

const catalogue = openCatalogue(
  [
    policy({
      id: "A",
      title: "支持企业技术改造若干措施",
      clauses: {
        第一条: "对设备投资额200万元以上的技术改造项目，按8%给予补助。",
        第二条: "对首次认定的高新技术企业，一次性奖励20万元。",
      },
    }),
    policy({
      id: "AG",
      parent: "A",
      layer: "指南",
      title: "技术改造补助申报指南",
      elements: { 申报时间: "每年5月1日至6月30日、9月1日至10月15日", 申报材料: "备案证、发票" },
    }),
    policy({
      id: "B",
      title: "招用高校毕业生补助办法",
      clauses: { 第二条: "招用毕业年度高校毕业生的，按每人1500元给予补助。" },
    }),
  ],
  lexicon,
);
const each = (text: string, day = "2026-10-12") =>
  answerEach({ text, context: [] }, lexicon, (asked) => answerPolicy(asked, catalogue, day));
const cited = (text: string) =>
  each(text).map(({ answer }) => [...new Set(answer.citations.map((c) => c.split("#")[0]))]);

test.each([
  ["技改补多少\n招应届生呢", ["技改补多少", "招应届生呢"]],
  ["我们是做食品的\n去年搬来的\n招应届生有补贴吗", ["我们是做食品的，去年搬来的，招应届生有补贴吗"]],
  ["招应届生有补贴吗。我们是小企业", ["招应届生有补贴吗。我们是小企业"]],
  ["高企奖多少，扩岗补助呢", ["高企奖多少", "扩岗补助呢"]],
  ["你好", ["你好"]],
])("%s holds its questions, with what is told beside them", (text, questions) => {
  expect(questionsIn(text)).toEqual(questions);
});

describe("several questions in one turn", () => {
  test("each is answered from its own policy", () => {
    expect(cited("技改补助给多少？招应届生给多少补贴？")).toEqual([["A", "AG"], ["B"]]);
  });

  test("what leans on the question before, or has the same policy, is answered with it", () => {
    expect(each("技改补助给多少？\n要准备哪些材料")).toHaveLength(1);
    expect(each("招应届生给多少补贴\n一个人补多少")).toHaveLength(1);
  });

  test("what the catalogue does not know stays a question of its own", () => {
    const answers = each("招应届生给多少补贴？\n研发费用加计扣除比例是多少？").map(({ answer }) => answer.answer);
    expect(answers).toEqual(["found", "not_found"]);
  });
});

test.each([
  ["2026-05-10", "2026-06-30"],
  ["2026-07-10", "2026-10-15"],
  ["2026-10-12", "2026-10-15"],
  ["2026-12-01", "2026-10-15"],
])("of two windows a year, on %s the one that matters ends %s", (day, to) => {
  expect(readWindow("每年5月1日至6月30日、9月1日至10月15日", day)).toMatchObject({ to, yearly: true });
});

test("a guide for one measure does not speak for another of the same policy", () => {
  const guide = (text: string) => {
    const question = readQuestion(text, lexicon);
    const match = matchChain(question, catalogue.entryOf.get("A")!, catalogue);
    return guideFor(question, match.units[0]!.unit, match, catalogue, "2026-10-12")?.id;
  };
  expect(guide("技改补助给多少")).toBe("AG");
  expect(guide("认定高企奖多少")).toBeUndefined();
});
