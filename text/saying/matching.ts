const firm = (kind: string): string => (kind ? `一家${kind}企业` : "一家本地企业");

/** To who wants something. Neither name nor place of the other side stands here. */
export const askSeeker = (need: string, kind: string): string =>
  `【对接】您需要的“${need}”，${firm(kind)}可能能做。双方都愿意，才互相告知名称和联系方式。愿意请回复“愿意”，不方便回复“不方便”。`;

export const askOfferer = (need: string, kind: string): string =>
  `【对接】${firm(kind)}需要“${need}”，您可能能做。双方都愿意，才互相告知名称和联系方式。愿意请回复“愿意”，不方便回复“不方便”。`;

export const introduced = (need: string, card: string): string =>
  `【对接】双方都愿意，“${need}”的对接对象：${card}。请直接联系，谈得怎么样告诉我一声。`;

export const notThisTime = "【对接】这次对接没有成，双方的名称都没有透露。有合适的再告诉您。";

export const matchWaits = "好的，记下了。对方也愿意后，马上把联系方式告诉双方。";
export const matchDeclined = "好的，不对接，贵公司的名称没有透露。";
export const matchJoined = "好的，对方也愿意，联系方式这就发给双方。";
export const matchOver = "这次对接已经结束了。";

export const matchAsked = (seeker: string, offerer: string, need: string): string =>
  `已分别私下问${seeker}和${offerer}（${need}），问的时候不提名称。双方都愿意后才互通，七天内没有都答应就作罢。`;

export const matchLacks = "请写明谁需要、谁能提供、需要什么，如“撮合：甲公司需要纸箱，乙公司能做”。";
export const matchNobody = "这两家里有一家还没有人绑定，没法私下问，请先电话征得同意。";

export const didNotCome = (id: number): string => `【对接】第${id}号撮合没有成，双方名称没有透露。`;
export const cameTogether = (seeker: string, offerer: string): string =>
  `【对接】${seeker}和${offerer}都愿意，已互相告知联系方式。`;
