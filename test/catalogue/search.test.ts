import { describe, expect, test } from "vitest";
import { loadPolicyKnowledge } from "../../bot/policy-knowledge.ts";
import { buildIndex, textOf, updateIndex } from "../../catalogue/search/index.ts";
import { search } from "../../catalogue/search/search.ts";
import type { SearchDoc } from "../../catalogue/search/segment.ts";

const knowledge = loadPolicyKnowledge();

const doc = (id: string, title: string, clauses: Record<string, string>): SearchDoc => ({
  id,
  title,
  clauses: Object.entries(clauses).map(([label, text]) => ({ label, text })),
});

const catalogue = [
  doc("T1", "青川市工业企业技术改造扶持办法", {
    第三条: "企业购置先进设备实施技术改造，设备投资额达到三百万元的，按设备投资额的6%给予补助。",
    第五条: "同一项目不得重复申请市级其他专项资金。",
  }),
  doc("T2", "青川市企业招用高校毕业生社会保险补贴实施细则", {
    第二条: "小微企业招用离校两年内未就业高校毕业生，签订一年以上劳动合同的，按企业实际缴费额给予社会保险补贴。",
  }),
  doc("T3", "用水报装服务指南", {
    咨询电话: "0800-5550123",
    材料: "报装申请表；用地证明；营业执照。",
    受理单位: "市自来水公司",
  }),
  {
    id: "T4",
    title: "青川市餐饮业油烟治理管理办法",
    clauses: [
      {
        label: "",
        text: "第一条 为了防治油烟污染，制定本办法。第二条 餐饮单位应当安装油烟净化设施，每季度至少清洗一次。第三条 违反本办法的，由城市管理部门责令改正，处五千元以上五万元以下罚款。",
      },
    ],
  },
];
const index = buildIndex(catalogue);
const ask = (question: string) => search(index, knowledge, question);

describe("searching a small town's catalogue", () => {
  test("a clause is found and named", () => {
    const [hit] = ask("企业技术改造买设备补助按多少比例").hits;
    expect(hit).toMatchObject({ docid: "T1", clause: "第三条" });
  });

  test("numbers of articles are found in running text", () => {
    expect(ask("油烟净化设施多久清洗一次").hits[0]).toMatchObject({ docid: "T4", clause: "第二条" });
  });

  test("a guide's element is found by its name", () => {
    expect(ask("用水报装的咨询电话").hits[0]).toMatchObject({ docid: "T3", clause: "咨询电话" });
  });

  test("traditional script and full width find the same", () => {
    expect(ask("油煙淨化設施多久清洗一次？").hits[0]).toMatchObject({ docid: "T4", clause: "第二条" });
  });

  test("every passage stands verbatim at its offsets", () => {
    for (const hit of ask("补助 罚款 材料 社会保险补贴").hits) {
      expect(textOf(index, hit.docid)!.slice(hit.start, hit.end)).toBe(hit.passage);
      expect(hit.passage.length).toBeLessThanOrEqual(400);
    }
  });

  test("an empty question and an empty catalogue answer nothing", () => {
    expect(ask("").answerable).toBe(false);
    expect(search(buildIndex([]), knowledge, "油烟").hits).toEqual([]);
  });
});

describe("changing the index", () => {
  test("a replaced document is found in its new words only", () => {
    const next = updateIndex(index, { put: [doc("T3", "用气报装服务指南", { 时限: "低压用户十个工作日内通气。" })] });
    expect(search(next, knowledge, "用气报装几个工作日通气").hits[0]).toMatchObject({ docid: "T3", clause: "时限" });
    expect(search(next, knowledge, "用水报装咨询电话").hits.every((hit) => !hit.passage.includes("0800"))).toBe(true);
  });

  test("a removed document is gone, the old index untouched", () => {
    const next = updateIndex(index, { remove: ["T4"] });
    expect(search(next, knowledge, "油烟净化设施清洗").hits.map((hit) => hit.docid)).not.toContain("T4");
    expect(ask("油烟净化设施清洗").hits[0]!.docid).toBe("T4");
  });

  test("many small changes end in few segments with everything still there", () => {
    let changing = index;
    for (let i = 0; i < 30; i++)
      changing = updateIndex(changing, {
        put: [doc(`N${i}`, `第${i}号临时通知`, { 第一条: `编号${1000 + i}的仓库改作展厅。` })],
      });
    expect(changing.segments.length).toBeLessThanOrEqual(13);
    expect(changing.docs).toBe(catalogue.length + 30);
    expect(search(changing, knowledge, "编号1007的仓库").hits[0]!.docid).toBe("N7");
    expect(search(changing, knowledge, "油烟净化设施清洗").hits[0]!.docid).toBe("T4");
  });
});
