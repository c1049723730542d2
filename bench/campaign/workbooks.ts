import ExcelJS from "exceljs";

export interface Size {
  enterprises: number;
  cadres: number;
  units: number;
}

const pad = (i: number, width = 5): string => String(i).padStart(width, "0");
const TRADES = ["精密机械", "食品", "新材料", "纺织", "电子科技", "包装印务", "汽车零部件", "生物医药"];
const SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜";
const GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华建国文辉玉兰";

export const nameOf = (i: number): string =>
  `${SURNAMES[i % 30]}${GIVEN[Math.floor(i / 30) % 30]}${GIVEN[Math.floor(i / 900) % 30]}`;

/** Two workbooks as an office would send them: enterprises with many columns in one, cadres and tasks in the other. */
export async function makeWorkbooks({
  enterprises,
  cadres,
  units,
}: Size): Promise<{ name: string; bytes: Uint8Array }[]> {
  const first = new ExcelJS.Workbook();
  const list = first.addWorksheet("企业");
  list.addRow(["编号", "名称", "简称", "园区", "行业", "规模", "法定代表人", "地址"]);
  for (let i = 0; i < enterprises; i++) {
    const trade = TRADES[i % TRADES.length]!;
    list.addRow([
      `91430100MA${pad(i)}XX`,
      `临湘市第${i + 1}${trade}有限公司`,
      `第${i + 1}${trade}`,
      `${(i % 20) + 1}号园区`,
      trade,
      i % 3 === 0 ? "规上" : "规下",
      nameOf(i * 7),
      `工业大道${i + 1}号`,
    ]);
  }
  const second = new ExcelJS.Workbook();
  const people = second.addWorksheet("干部");
  people.addRow(["编号", "姓名", "单位"]);
  for (let i = 0; i < cadres; i++) people.addRow([`g${pad(i)}`, nameOf(i), `第${(i % units) + 1}联点单位`]);
  const tasks = second.addWorksheet("分工");
  tasks.addRow(["企业", "干部"]);
  for (let i = 0; i < enterprises; i++) tasks.addRow([`91430100MA${pad(i)}XX`, `g${pad(i % cadres)}`]);
  return [
    { name: "企业.xlsx", bytes: new Uint8Array(await first.xlsx.writeBuffer()) },
    { name: "干部和分工.xlsx", bytes: new Uint8Array(await second.xlsx.writeBuffer()) },
  ];
}
