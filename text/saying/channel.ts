/** What a channel itself has to say: a card where there are no cards, a file that is too large, a press acknowledged. */

export const cardFields = (fields: { name: string; value: string }[]): string =>
  fields.map(({ name, value }) => `${name}：${value}`).join("\n");

/** A card written out. `buttons` are the words on them, which may be sent back as an answer. */
export function cardAsText(title: string, fields: { name: string; value: string }[], buttons: string[]): string {
  const choice = buttons.length > 0 ? `请回复：${buttons.map((b) => `“${b}”`).join("或")}` : "";
  return [`【${title}】`, cardFields(fields), choice].filter((line) => line !== "").join("\n");
}

/** Stands on a button after it was pressed; buttons hold about ten characters. */
export const pressed = (button: string): string => `已选：${button}`.slice(0, 10);

export const fileTooLarge = (name: string, megabytes: number): string =>
  `附件“${name}”超过${megabytes}MB，这里发不了，请联系承办部门索取。`;

export const fileUnreadable = (name: string): string => `附件“${name}”暂时取不到，请联系承办部门索取。`;

const WHY_LOST: Record<string, string> = {
  size: "超过20MB",
  type: "这类文件不能收",
  empty: "是空的",
  away: "没有收到",
};

/** To whoever sent something that could not be kept. `why`: size, type, empty, away. */
export const mediaLost = (media: { name: string; why: string }[]): string =>
  `附件没能存下：${media.map(({ name, why }) => `“${name}”${WHY_LOST[why] ?? WHY_LOST.away}`).join("、")}。方便的话请换个方式再发一次，文字我都记下了。`;

export const fileNotHere = (name: string): string => `附件“${name}”这里发不了，请联系承办部门索取。`;

/** The first words of a private chat. */
export const greeting = (botName: string): string =>
  `您好，我是${botName}。您可以直接告诉我企业遇到的问题，也可以问政策、查进度、报名活动。`;

/** To the office: a platform refuses this person as a receiver. */
export const outOfReach = (name: string, of: string): string =>
  `【联系不上】${of}${name}的账号收不到我的消息（不在可见范围、已离开或拒收）。请改用电话联系，并核对账号；对方再来信就自动恢复。`;

/** To the liaison cadre: the platform allows no further message until the person writes again. */
export const callInstead = (name: string, company: string): string =>
  `【请电话联系】${company}${name}：平台不再允许我主动发消息（对方再次来信后恢复），还有话没带到，请您电话联系。`;
