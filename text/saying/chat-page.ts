/** What the local chat page answers when something cannot be done. Each says what is expected instead. */

export const pageOnlyHere = "这个页面只能在本机打开，请用 http://127.0.0.1 加端口访问。";
export const fromElsewhere = "这个操作只能在本页面里进行。";
export const noSuchPage = "没有这个地址。";
export const noSuchPerson = (id: string): string => `没有“${id}”这个人，请从左边的名单里选。`;
export const noSuchChat = "没有这个会话，或者您不在这个群里。请从左边的会话里选。";
export const noSuchMessage = "找不到这条消息，可能不在这个会话里。";
export const noSuchButton = "这条消息上没有这个按钮。";
export const noSuchFile = "找不到这个文件，可能没有保存下来。";
export const nothingToSend = "请写点内容，或者选一个文件。";
export const textTooLong = (megabytes: number): string => `内容太长，一条最多${megabytes}MB，请分几条发。`;
export const oneFileAtATime = "一条消息带一个文件，请一个一个发。";
export const fileEmpty = (name: string): string => `“${name}”是空文件。`;
export const fileOverLimit = (name: string, megabytes: number): string => `“${name}”超过${megabytes}MB，请压缩后再发。`;
export const fileTypeRefused = (name: string): string =>
  `“${name}”这种文件不收。可以发图片、录音、视频、PDF、Word、Excel、PPT、压缩包。`;
export const unreadable = "请求的内容读不懂，请刷新页面再试。";
export const fieldExpected = (field: string): string => `“${field}”缺少或者格式不对。`;

export const momentUnclear = "看不懂这个时间。可以这样写：9月28日9点、明天上午9点、2小时后、2026-09-28 09:00。";
export const momentPast = (now: string): string => `时间只能往前拨，不能倒回去。现在是${now}。`;
export const momentFar = (years: number): string => `一次最多往前拨${years}年。`;
export const clockMoves = "时间正在往前走，请等它停下来。";
