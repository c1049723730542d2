import { type Coverage, type FourOnes, rateOf } from "../../domain/campaign.ts";
import { sayDay } from "./dates.ts";
import { enumerated } from "./lists.ts";

/** What is said of a campaign of visits: how far it is, who is left, who takes over. */

export const DIGEST = "走访提醒";
/** Names in one message. More are in the file. */
export const LISTED = 20;
const ROWS = 10;

interface Season {
  name: string;
  endsOn: string;
}

export const progress = ({ assigned, visited }: Coverage): string =>
  `应走访${assigned.length}家，已走访${visited.length}家，覆盖率${rateOf(visited.length, assigned.length)}`;

const left = (names: readonly string[]): string =>
  `${enumerated(names.slice(0, LISTED))}${names.length > LISTED ? `等${names.length}家` : ""}`;

const table = (rows: readonly (readonly [string, Coverage])[]): string[] => [
  ...rows
    .slice(0, ROWS)
    .map(
      ([name, c]) =>
        `${name}：${c.visited.length}/${c.assigned.length}，${rateOf(c.visited.length, c.assigned.length)}`,
    ),
  ...(rows.length > ROWS ? [`（共${rows.length}个，列出进度靠后的${ROWS}个）`] : []),
];

export const cadreDigest = (season: Season, own: Coverage, names: readonly string[]): string =>
  `【${DIGEST}】${season.name}：您联系${own.assigned.length}家，还有${own.unvisited.length}家没走访：${left(names)}。${sayDay(season.endsOn)}结束。走访后跟我说一句就记上。`;

export const headDigest = (
  season: Season,
  unit: string,
  own: Coverage,
  behind: readonly (readonly [string, Coverage])[],
): string => [`【${DIGEST}】${season.name}：${unit}${progress(own)}。`, ...table(behind)].join("\n");

export const officeDigest = (
  season: Season,
  total: Coverage,
  units: readonly (readonly [string, Coverage])[],
): string => [`【${DIGEST}】${season.name}：${progress(total)}。进度靠后的单位：`, ...table(units)].join("\n");

export const status = (
  season: Season,
  whose: string,
  own: Coverage,
  rows: readonly (readonly [string, Coverage])[],
): string =>
  [`${season.name}，${whose}${progress(own)}。`, ...(rows.length > 0 ? ["进度靠后的：", ...table(rows)] : [])].join(
    "\n",
  );

export const unvisited = (season: Season, whose: string, names: readonly string[]): string =>
  names.length === 0
    ? `${season.name}，${whose}应走访的企业都走到了。`
    : `${season.name}，${whose}还有${names.length}家没走访：${left(names)}。`;

export const four = (season: Season, whose: string, of: FourOnes): string =>
  `${season.name}，${whose}“四个一”：走访调研${of.visits}次，政策兑现${of.policies}件，专场活动${of.events}场，解决实际问题${of.problems}件。`;

export const noCampaign = "现在没有走访活动。名单导入后就能查。";

export const nothingAssigned = "这次活动没有给您分配企业。";

export const UNVISITED_HEADS = ["企业", "联系干部", "单位"];

export const unvisitedFile = (season: Season): string => `${season.name}未走访企业`;

// === 两清单一台账

export const ledgerFile = (season: Season): string => `${season.name}两清单一台账`;

export const ledgerMade = (season: Season, whose: string, lists: readonly { sheet: string; added: number }[]): string =>
  `${season.name}，${whose}两清单一台账已生成：${enumerated(lists.map(({ sheet, added }) => `${sheet}${added}行`))}。`;

export const noLedger = "这次活动还没有设置台账模板，请联系管理员。";

// === Hand-over

export const handedOver = (from: string, to: string, count: number): string =>
  `已把${from}联系的${count}家企业交给${to}，双方和企业都已告知，在办事项和走访记录不变。`;

export const handedFrom = (to: string, companies: readonly string[]): string =>
  `【交接】您联系的${companies.length}家企业已交给${to}：${left(companies)}。感谢您的服务。`;

export const handedTo = (
  from: string,
  companies: readonly { name: string; open: number; lastVisit: string | null }[],
): string =>
  [
    `【交接】${from}联系的${companies.length}家企业交给您：`,
    ...companies
      .slice(0, LISTED)
      .map(
        ({ name, open, lastVisit }) =>
          `${name}：在办${open}件，${lastVisit ? `上次走访${sayDay(lastVisit)}` : "还没有走访记录"}`,
      ),
    ...(companies.length > LISTED ? [`等${companies.length}家`] : []),
    "去之前跟我说“去××公司，给我看看情况”。",
  ].join("\n");

export const newLiaison = (companies: readonly string[], from: string, to: string): string =>
  `${enumerated([...companies])}的服务专员由${from}改为${to}。在办的事项照常办理，有事直接跟我说。`;

export const whoTakesOver = "请说清交给谁，例如“张三调走了，他联系的企业交给李四”。";

export const whichCadre = (written: string, options: readonly string[]): string =>
  `“${written}”有${options.length}位：${enumerated([...options])}。请带上单位再说一遍。`;

export const unknownCadre = "没有找到这位干部。请先把他加进人员名单，再交接。";

export const nothingToHandOver = (who: string): string => `${who}现在没有联系的企业。`;

export const handOverNote = (from: string, to: string): string => `服务专员由${from}改为${to}`;

export const onlyHeads = (office: string): string => `换服务专员请由单位负责人或${office}来说。`;
