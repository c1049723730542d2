import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerPolicy } from "../../catalogue/answer.ts";
import { toPolicy } from "../../catalogue/import/merge.ts";
import { readDocuments } from "../../catalogue/import/read.ts";
import { traitsIn } from "../../catalogue/import/traits.ts";
import { openCatalogue } from "../../catalogue/match.ts";
import type { Policy } from "../../domain/town.ts";
import { Ledger } from "../../store/ledger.ts";
import { AS_OF, lexicon, policy } from "../catalogue/own-towns.ts";
import { useDatabase } from "../support/bot.ts";

const database = useDatabase();

test("traits are found in a document's words, what it rules out is none", () => {
  expect(traitsIn("次要材料缺失的，可以容缺办理；实行告知承诺制。")).toEqual(["容缺受理", "告知承诺"]);
  expect(traitsIn("补助资金先行拨付、后审核清算。")).toEqual(["先拨后审"]);
  expect(traitsIn("本事项不适用告知承诺，不得容缺受理。")).toEqual([]);
  expect(traitsIn("企业应当作出承诺，按时拨付工资。")).toEqual([]);
});

async function imported(text: string): Promise<Policy> {
  const path = join(mkdtempSync(join(tmpdir(), "qinqing-layers-")), "文件.txt");
  writeFileSync(path, text);
  for await (const outcome of readDocuments([path])) if (outcome.kind === "imported") return toPolicy(outcome.document);
  throw new Error("refused");
}

const TEXT = `云溪市绿色工厂奖励办法
云工信发〔2026〕9号
第一条 为鼓励绿色制造，制定本办法。
第二条 对新评为市级绿色工厂的企业，一次性奖励20万元，即申即享。
第三条 申请表以外的材料不齐的，可以容缺受理，15日内补齐。
云溪市工业和信息化局
2026年3月5日`;

test("mode, traits, issuer and day of issue come with an import and stay on the books", async () => {
  await database.clear();
  const ledger = new Ledger({ db: database.db, close: async () => {} });
  const read = await imported(TEXT);
  expect(read).toMatchObject({
    mode: "即申即享",
    traits: ["容缺受理"],
    issuer: "云溪市工业和信息化局",
    issuedOn: "2026-03-05",
  });
  const save = (one: Policy) =>
    ledger.transaction((work) => work.policies.savePolicy(one, 0, new Date("2026-09-14T01:00:00Z")));
  expect(await save(read)).toBe("new");
  expect(await ledger.look().policies.loadPolicies()).toEqual([read]);
  // A town file that is silent about them takes nothing away; an import that no longer finds them does.
  const { traits: _, issuer: __, issuedOn: ___, ...silent } = read;
  expect(await save(silent)).toBe("same");
  expect(await save({ ...read, traits: [] })).toBe("changed");
  expect((await ledger.look().policies.loadPolicies())[0]?.traits).toBeUndefined();
});

test("an answer to how, says the mode and what may be missing at first; who asks when it was issued is told", async () => {
  const catalogue = openCatalogue(
    [
      await imported(TEXT),
      policy({ id: "Z", title: "云溪市首台套奖励办法", clauses: { 第一条: "首台套装备奖励50万元。" } }),
    ],
    lexicon,
  );
  const ask = (text: string) => answerPolicy({ text, context: [] }, catalogue, AS_OF).text;
  expect(ask("绿色工厂奖励怎么申请")).toMatch(/即申即享[\s\S]*容缺受理/);
  expect(ask("绿色工厂奖励多少")).not.toContain("容缺");
  expect(ask("绿色工厂奖励是哪个部门发的文件，什么时候发的")).toContain(
    "发文单位：云溪市工业和信息化局，2026年3月5日印发",
  );
});
