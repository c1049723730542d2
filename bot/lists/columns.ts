import { z } from "zod";
import { faultsOf } from "../file-fault.ts";

import type { SheetColumn } from "../workbook/read.ts";

/** The columns of a problem list, as lists call them. A problem or a suggestion must be there, the rest may be. */
export const COLUMNS = [
  {
    key: "problem",
    titles: [
      ...["问题", "存在问题", "存在的问题", "具体问题", "主要问题", "问题描述", "问题内容", "反映问题", "反映的问题"],
      ...["问题及建议", "问题建议", "诉求", "诉求内容", "企业诉求", "具体诉求", "事项", "内容"],
    ],
  },
  { key: "suggestion", titles: ["建议", "意见建议", "意见和建议", "具体建议", "建议内容", "企业建议"] },
  {
    key: "unit",
    titles: [
      ...[
        "单位",
        "责任单位",
        "承办单位",
        "主办单位",
        "牵头单位",
        "责任部门",
        "承办部门",
        "牵头部门",
        "主管部门",
        "部门",
      ],
      ...["整改单位", "整改责任单位", "责任主体"],
    ],
  },
  { key: "co", titles: ["协办单位", "配合单位", "协助单位", "配合部门", "协办部门"] },
  { key: "kind", titles: ["类型", "类别", "性质", "问题类型"] },
  { key: "company", titles: ["企业", "企业名称", "公司", "公司名称", "反映企业", "反映单位", "提出单位", "提出企业"] },
  {
    key: "measure",
    titles: ["措施", "整改措施", "解决措施", "工作措施", "办理措施", "拟采取措施", "整改举措", "解决办法", "对策"],
  },
  {
    key: "result",
    titles: [
      "结果",
      "整改结果",
      "办理结果",
      "解决结果",
      "整改成效",
      "解决情况说明",
      "整改情况",
      "办理情况",
      "落实情况",
    ],
  },
  {
    key: "status",
    titles: ["状态", "办理状态", "整改状态", "解决情况", "是否解决", "是否完成", "是否办结", "完成情况"],
  },
  { key: "date", titles: ["日期", "收集日期", "收集时间", "反映时间", "反映日期", "提出时间", "登记日期", "时间"] },
  {
    key: "due",
    titles: ["时限", "完成时限", "整改时限", "办结时限", "完成时间", "解决时限", "期限", "办理期限", "整改期限"],
  },
  { key: "contact", titles: ["联系人", "企业联系人", "反映人", "姓名"] },
  { key: "phone", titles: ["电话", "联系电话", "联系方式", "手机", "手机号"] },
] as const satisfies readonly { key: string; titles: readonly string[] }[];

const KEYS = COLUMNS.map(({ key }) => key);

/** What of a sheet is to be taken. */
const SHEET_KINDS = ["问题", "建议", "不导入"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

const shape = z.strictObject({
  columns: z.partialRecord(z.enum(KEYS), z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])).default({}),
  sheets: z.record(z.string(), z.enum(SHEET_KINDS)).default({}),
});

/** How a file's heads and sheets are to be read where they are not called as lists usually call them. */
export type ListMapping = z.infer<typeof shape>;

export const NO_MAPPING: ListMapping = { columns: {}, sheets: {} };

export function parseListMapping(input: unknown): { mapping: ListMapping } | { faults: string[] } {
  const { success, data, error } = shape.safeParse(input);
  return success ? { mapping: data } : { faults: faultsOf(error) };
}

/** The columns with a mapping's titles instead of the usual ones. A title means what the mapping says, and nothing else. */
export function columnsBy({ columns }: ListMapping): SheetColumn[] {
  const given = new Map(Object.entries(columns).map(([key, titles]) => [key, [titles].flat()]));
  const taken = new Set([...given.values()].flat());
  return COLUMNS.map(({ key, titles }) => ({
    key,
    titles: given.get(key) ?? titles.filter((title) => !taken.has(title)),
  }));
}
