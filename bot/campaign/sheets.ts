import type { SheetColumn } from "../workbook/read.ts";

/** The sheets of a campaign's workbooks. A workbook may hold one of them or all; the first title stands in the template. */
export interface RosterSheet {
  part: "enterprises" | "cadres" | "tasks";
  titles: string[];
  /** Columns without which a row says nothing. */
  needed: string[];
  columns: SheetColumn[];
}

export const ROSTER: RosterSheet[] = [
  {
    part: "enterprises",
    titles: ["企业", "企业名单", "企业名录"],
    needed: ["id", "name"],
    columns: [
      { key: "id", titles: ["编号", "企业编号", "统一社会信用代码"], note: "不重复，以后不要改" },
      { key: "name", titles: ["名称", "企业名称"] },
      { key: "short", titles: ["简称"], list: true, note: "大家平时怎么叫，用顿号隔开" },
      { key: "park", titles: ["园区", "所属园区"] },
      {
        key: "cadres",
        titles: ["联系干部", "服务专员"],
        list: true,
        note: "干部编号，没有重名的可写姓名；也可另填“分工”表",
      },
    ],
  },
  {
    part: "cadres",
    titles: ["干部", "干部名单", "服务专员"],
    needed: ["id", "name", "unit"],
    columns: [
      { key: "id", titles: ["编号", "干部编号", "账号"], note: "企业微信里的账号" },
      { key: "name", titles: ["姓名"] },
      { key: "unit", titles: ["单位", "所在单位"], note: "与部门名称或别名一致的，单位负责人能查进度" },
    ],
  },
  {
    part: "tasks",
    titles: ["分工", "联系分工", "任务分配"],
    needed: ["enterprise", "cadre"],
    columns: [
      { key: "enterprise", titles: ["企业", "企业编号", "企业名称"] },
      { key: "cadre", titles: ["干部", "干部编号", "联系干部", "姓名"] },
    ],
  },
];
