import { readFileSync } from "node:fs";
import { parseTown } from "../../bot/town/schema.ts";
import type { Town } from "../../domain/town.ts";

const FIRST = [..."宏恒瑞华盛泰嘉润博远"];
const SECOND = [..."达源昌鑫茂凯辉通宇诚"];
const TRADES: [string, string][] = [
  ["机械", "装备制造"],
  ["食品", "食品加工"],
  ["电子", "电子元件"],
  ["纺织", "纺织服装"],
  ["包装", "纸制品"],
  ["建材", "建筑材料"],
];
const SURNAMES = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁"];
const GIVEN = ["建军", "丽华", "志强", "晓燕", "国栋", "海涛", "美玲", "俊杰", "文斌", "雪梅"];

/** A town of this many companies and cadres, with the sample's departments, each with somebody who works there. */
export function seasonTown(companies: number, cadres: number): Town {
  const file = JSON.parse(readFileSync(new URL("../../samples/town.json", import.meta.url), "utf8"));
  const sample = parseTown(file, "samples/town.json");
  const enterprises = Array.from({ length: companies }, (_, i) => {
    const [trade, industry] = TRADES[Math.floor(i / 100) % TRADES.length]!;
    const stem = `${FIRST[i % 10]}${SECOND[Math.floor(i / 10) % 10]}`;
    return {
      id: `E${String(i + 1).padStart(3, "0")}`,
      name: `云溪${stem}${trade}有限公司`,
      short: [`${stem}${trade}`],
      park: "青石工业园",
      profile: { industry },
    };
  });
  const bosses = enterprises.map((e, i) => ({
    id: `${e.short[0]}-${i + 1}`,
    name: `${SURNAMES[i % 20]}${GIVEN[Math.floor(i / 20) % 10]}`,
    role: "enterprise" as const,
    enterprise: e.id,
    liaisonFor: [],
    muted: false,
  }));
  const liaisons = Array.from({ length: cadres }, (_, i) => ({
    id: `专员${i + 1}`,
    name: `${SURNAMES[(i * 7) % 20]}${GIVEN[(i * 3) % 10]}`,
    role: "cadre" as const,
    department: "园区办",
    liaisonFor: enterprises.filter((_, k) => k % cadres === i).map((e) => e.id),
    muted: false,
  }));
  const staffed = new Set(sample.people.filter((p) => p.role === "dept").map((p) => p.department));
  const clerks = sample.departments
    .filter((d) => !d.office && !staffed.has(d.id))
    .map((d, i) => ({
      id: `${d.id}经办`,
      name: `${SURNAMES[i % 20]}${GIVEN[i % 10]}`,
      role: "dept" as const,
      department: d.id,
      liaisonFor: [],
      muted: false,
    }));
  const officials = sample.people.filter((p) => ["dept", "dept_leader", "admin", "leader"].includes(p.role));
  return {
    ...sample,
    enterprises,
    people: [...bosses, ...liaisons, ...clerks, ...officials],
    events: [],
    series: [],
    groups: [{ id: "企业服务群", name: "企业服务群", members: [], hearsAll: false }],
  };
}
