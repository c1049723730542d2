import { expect, test } from "vitest";
import { standingInChain } from "../../catalogue/chain.ts";
import { unfounded } from "../../catalogue/verify.ts";
import { AS_OF, ask, faults, questions, town } from "./own-towns.ts";

test("questions of thirteen towns are answered from the right clause, and near misses are not", () => {
  const all = questions();
  const wrong = all.flatMap((one) => faults(one, ask(one)).map((fault) => `${one.id} ${one.question}: ${fault}`));
  const share = (kind: (one: string) => boolean) => {
    const some = all.filter((one) => kind(one.kind));
    return some.filter((one) => faults(one, ask(one)).length === 0).length / some.length;
  };
  expect(
    share((kind) => kind === "unanswerable"),
    wrong.join("\n"),
  ).toBeGreaterThanOrEqual(0.97);
  expect(
    share((kind) => kind !== "unanswerable"),
    wrong.join("\n"),
  ).toBeGreaterThanOrEqual(0.93);
});

test("no answer promises, asks twice or cites what it does not show", () => {
  for (const one of questions()) {
    const answer = ask(one);
    expect(answer.text).not.toMatch(/一定能|保证能|肯定能/);
    expect([...answer.text.matchAll(/？/g)].length).toBeLessThanOrEqual(1 + [...one.question.matchAll(/？/g)].length);
    if (answer.answer === "not_found") {
      expect(answer.citations).toEqual([]);
      expect(answer.text).not.toMatch(/\d/);
    } else expect(answer.citations.length).toBeGreaterThan(0);
  }
});

test("every clause that is quoted stands word for word in a clause that is cited", () => {
  for (const one of questions()) {
    const answer = ask(one);
    const cited = answer.citations.map((ref) => {
      const [id = "", label = ""] = ref.split("#");
      return town(one.town).byId.get(id)?.clauses[label] ?? "";
    });
    for (const [, words = ""] of answer.text.matchAll(/(?:条|项|款|章)：“(.+)”$/gm))
      expect(
        cited.some((text) => text.includes(words)),
        `${one.id}: ${words}`,
      ).toBe(true);
  }
});

test("old law is never cited where there is a current one for it", () => {
  for (const one of questions()) {
    const { citations, outcome } = ask(one);
    if (outcome === "expired" || outcome === "not_yet") continue;
    for (const ref of citations) {
      const { byId } = town(one.town);
      expect(standingInChain(byId.get(ref.split("#")[0]!)!, byId, AS_OF), `${one.id} ${ref}`).toBe("current");
    }
  }
});

test("a figure, date or quotation without a source is found", () => {
  const sources = {
    cited: ["按8%给予补助，最高300万元，9月1日起"],
    about: ["临政〔2025〕18号"],
    asked: ["六百万的设备"],
  };
  expect(unfounded("补助8%，最高300万元，六百万的设备", sources)).toEqual([]);
  expect(unfounded("补助9%", sources)).toEqual([{ kind: "figure", words: "9%" }]);
  expect(unfounded("最高30万元", sources)).toEqual([{ kind: "figure", words: "30万" }]);
  expect(unfounded("第六条：“按8%补助”", sources)).toEqual([{ kind: "quotation", words: "按8%补助" }]);
  expect(unfounded("9月2日截止", sources)).toEqual([{ kind: "date", words: "09-02" }]);
});
