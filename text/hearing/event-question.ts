/** A meeting as people call it when they cannot tell its name. */
const MEETING =
  /(?:[这那哪上下][个场期次回]?|恳谈|座谈|对接|茶话|见面|早餐|交流|招聘|宣讲|推介|报名的?)[^，。！？]{0,6}会(?!计|员|费|不会|议纪要)|活动|沙龙|直通车|面对面|茶叙|圆桌|讲座/;
const WHEN_WHERE =
  /几点|什么时[候间]|啥时[候间]?|哪[一]?天|几号|周几|星期几|礼拜几|在哪|到哪|去哪|哪里|哪儿|什么地方|啥地方|地址|地点|几楼|位置|(?:什么|啥)(?:主题|内容)|[讲聊说谈](?:啥|什么)|还(?:能|可以)报名?|报名(?:截止|到)|截止|(?:还有|剩)(?:几个|多少)?(?:名额|位置?)/;
const ASKS = /[?？]|[吗么呢不没]$|几|什么|啥|哪|多少|来着|还[有能可]/;

/** Who says who comes wants the seat as well. */
const COMES =
  /(?:[俩两一二三四仨\d]个?人|我们?|咱们?|[总理任长])[^，。\s]{0,6}(?:去|来|参加)(?!的?话|吗|么)|(?:给|帮|替)?(?:我|我们)(?:家|公司)?(?:报|留|占)/;

/** When, where or about what a coming meeting is, or whether there is a seat left. */
export const asksOfEvent = (text: string): boolean =>
  text.length <= 40 &&
  MEETING.test(text) &&
  WHEN_WHERE.test(text) &&
  ASKS.test(text) &&
  !/补贴|政策|补助|没人|投诉/.test(text) &&
  !COMES.test(text);
