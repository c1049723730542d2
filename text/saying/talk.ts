import { closed, cut, enumerated } from "./lists.ts";

/** What the bot can do, in the words of one who uses it. */
export const helpForCompany = [
  "我能帮您：",
  "1. 反映问题：直接说事，我登记、转交、盯回复，办完再问您满意不满意",
  "2. 问政策：比如“买设备有没有补助”，我查原文给您，查不到就直说",
  "3. 查进度、催办、补充、更正、撤回：说“我的事办到哪了”“催一下”",
  "4. 恳谈会报名：说“报名，谁去，想谈什么”",
  "不想收提醒，发“免打扰”。遇到险情请先打119、120、110。",
].join("\n");

export const helpForHandler = [
  "我能帮您：",
  "1. 收到交办回“接收”；办理中直接说进展，如“已联系企业，周三前去勘察”",
  "2. 办完说结果：谁、做了什么、什么时候，我转给企业并回访",
  "3. 不属本单位：说明理由、依据和建议单位；要延期：说原因和新日期",
  "4. 问“我手上有哪些件”“哪些快到期”",
].join("\n");

export const helpForOffice = [
  "我能帮您：",
  "1. 交办、改派、仲裁：“某某件给某单位”“同意”",
  "2. 批延期、督办、查件：“哪些超期了”",
  "3. 出通报：“出一下9月份的通报”",
  "4. 发恳谈会通知、点名，我来收报名",
  "5. “未答的问题”看目录里没查到的政策问题，“答复问题3：……”写一次答案，我转给提问的企业并收进目录",
  "6. 群里说“我来回”，我就只记录；说“你来吧”，我再接着回",
].join("\n");

export const helpForCadre = [
  "我能帮您：",
  "1. 记走访：“今天跑了某某公司，缺20个焊工”，我记走访、立单",
  "2. 代企业反映、报名、查进度",
  "3. 问政策、问企业情况",
].join("\n");

export const greeting = (name: string): string => `您好，我是${name}。有问题直接说，要查政策直接问。`;

export const thanked = "不客气，有事随时说。";

export const praised = "谢谢您的肯定，我会转告承办单位。";

export const outOfScope = "这个不在我的职责内，帮不上您。企业办事、政策、恳谈会报名，随时找我。";

export const refused = (office: string): string =>
  `这个我不能办：查看和办理只限本人、本企业和承办单位。有需要请联系${office}。`;

/** To who asked for a person. */
export const handedToPerson = (who: string, [from, to]: readonly [string, string]): string =>
  `好的，已请${who}联系您（工作时间${from}—${to}）。着急的话把事情和电话先写在这里，我一并登记转过去。`;

/** To the office: somebody wants to speak with a person. */
export const personWanted = (wanted: {
  company: string;
  who: string;
  phone: string | undefined;
  group: string | undefined;
  words: string;
  open: number;
}): string =>
  [
    `【请人工回复】${wanted.company}　${wanted.who}${wanted.phone ? `　${wanted.phone}` : ""}`,
    `在${wanted.group ? `群“${wanted.group}”` : "私聊"}里说：${closed(cut(wanted.words, 100))}`,
    wanted.open > 0 ? `名下有${wanted.open}件诉求。` : "",
    "请直接联系；在群里说“我来回”，我就只记录。",
  ]
    .filter(Boolean)
    .join("\n");

export const muted = "好的，以后不主动打扰您。紧急情况和您要求的回访除外；想恢复发“恢复提醒”。";

export const unmuted = "已恢复提醒。";

export const callbacksOff =
  "好的，以后不再回访您，办理结果照常告知；没解决随时说一声，可以重新办理。想恢复发“恢复回访”。";

export const callbacksOn = "好的，办结后照常回访您。";

export const learnt = (facts: string[]): string => `记下了：${enumerated(facts)}。`;

export const praiseNotice = (company: string, words: string): string =>
  `【表扬】${company ? `${company}：` : ""}${closed(cut(words, 120))}`;
