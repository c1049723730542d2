/** Names under which guides write their elements, in forms of offices. The first is the default name. */
const FORMS: [string, RegExp][] = [
  ["申报时间", /^(申报|申请|受理|办理|报名|提交|填报|申领)(时间|期限|日期|截止时间)$/],
  ["申报条件", /^(申报|申请|办理|受理|享受|补贴|申领)(条件|资格|要求)$|^条件$/],
  ["申报对象", /^(申报|服务|适用|支持|扶持|补贴|享受|办理)(对象|范围|主体)$/],
  ["申报材料", /^(申报|申请|办理|所需|提交|申领)?(材料|资料)(清单|目录)?$|^所需材料$/],
  ["申报方式", /^(申报|申请|办理|受理|申领)(方式|途径|渠道|平台|入口|网址)$/],
  ["办理流程", /^(申报|办理|申请|审批|工作)(流程|程序|步骤|环节)$/],
  ["办理地点", /^(办理|受理|申报|申请)(地点|地址|窗口)$|^地点$/],
  ["受理单位", /^(受理|主管|承办|责任|实施|办理|经办|组织|牵头)(单位|部门|机构|科室)$/],
  ["咨询电话", /^(咨询|联系|服务)?(电话|热线)$|^联系(方式|人及电话|人)$|^咨询方式$/],
  ["监督电话", /^(监督|投诉)(投诉)?(电话|渠道)$/],
  ["办理时限", /^(办理|承诺|法定|审批|办结)(时限|期限|办结时限)$/],
  ["收费标准", /^(收费)(标准|情况|依据)?$|^是否收费$/],
  ["支持标准", /^(支持|补贴|补助|奖励|奖补|扶持|资助)(标准|内容|额度|金额|政策)$/],
  ["政策依据", /^(政策|设定|法律|申报|文件)依据$/],
  ["结果送达", /^(结果|证照)(送达|领取|形式)(方式)?$|^兑现方式$|^拨付方式$/],
  ["容缺事项", /^容缺(事项|受理|材料)?$/],
  ["享受方式", /^(享受|兑现)(方式|模式)$/],
];

/** The written name of an element when a text is one: "申报时间", "一、申报时间". */
export function elementName(text: string): string | undefined {
  const plain = text.replace(/^[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]\s*/, "").replace(/[\s：:]/g, "");
  return plain.length <= 12 && FORMS.some(([, pattern]) => pattern.test(plain)) ? plain : undefined;
}

/** The default name that an office's own name of an element stands for. */
export function standardElement(name: string): string | undefined {
  return FORMS.find(([standard, pattern]) => standard === name || pattern.test(name.replace(/\s/g, "")))?.[0];
}

/** "一、申报时间：9月1日至…", or a heading line with its text below it. */
export function elementsOfLines(lines: readonly string[]): Record<string, string | string[]> {
  const found = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const line of lines) {
    if (!line) continue;
    const parted = /^((?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]\s*)?[\u4e00-\u9fff]{2,10})\s*[：:]\s*(.+)$/.exec(
      line,
    );
    const named = parted && elementName(parted[1]!);
    const heading = named ? undefined : elementName(line);
    if (named || heading) {
      open = named ? [parted![2]!] : [];
      found.set((named ?? heading)!, open);
    } else if (/^[一二三四五六七八九十]{1,3}、/.test(line)) open = undefined;
    else if (open) open.push(line);
  }
  return Object.fromEntries(
    [...found].filter(([, value]) => value.length).map(([name, value]) => [name, listed(name, value)]),
  );
}

/** A table of two columns: name and value. */
export function elementsOfTable(rows: readonly string[][]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const row of rows) {
    const cells = row.map((cell) => cell.trim()).filter(Boolean);
    const name = cells.length >= 2 ? elementName(cells.at(-2)!) : undefined;
    if (name) found[name] = listed(name, cells.at(-1)!.split("\n"));
  }
  return found;
}

function listed(name: string, lines: string[]): string | string[] {
  const items = lines.flatMap((line) =>
    /材料|资料/.test(name) ? line.split(/[；;]|(?<=\S)(?=\d{1,2}[.、．])/) : [line],
  );
  const clean = items
    .map((item) =>
      item
        .replace(/^[（(]?\d{1,2}[）)、．.]\s*/, "")
        .replace(/[；;。]$/, "")
        .trim(),
    )
    .filter(Boolean);
  return clean.length > 1 ? clean : (clean[0] ?? "");
}
