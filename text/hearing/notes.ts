const INTERNAL =
  /^([^：:，,。]{0,30}?)[\s，,：:]*(?:[（(【[]?(?:内部(?:备注|记录|情况|说明|掌握|参考)|(?:只|仅|限)(?:供|限)?内部(?:看|可见|掌握|参考|人员看)?|(?:别|不要|不)(?:给|让)(?:企业|公司|对方)(?:看到?|知道))[）)】\]]?)(?:一下|的是)?[\s]*[：:，,\s]\s*([\s\S]{2,})$/;

/** "内部备注：…", "只内部看：…": what is for the town's side alone, and the words before it that say of which ticket. */
export function internalNote(text: string): { about: string; note: string } | undefined {
  const found = INTERNAL.exec(text.trim());
  return found ? { about: found[1]!.trim(), note: found[2]!.trim() } : undefined;
}
