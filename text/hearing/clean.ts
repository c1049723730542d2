/** Takes away what carries no matter: the bot's name, stickers, greetings, courtesies, fillers. */

const STICKER = /\[[\u4e00-\u9fffA-Za-z!]{1,5}\]|\p{Extended_Pictographic}|\ufe0f|\u200d/gu;

const LEAD =
  /^(?:[\s，,。.!！~～、…:：;；]+|(?:各位|尊敬的|亲爱的)?(?:领导|老师|专员|主任|同志|群主|小?助手|大家|亲)们?(?=[\s，,。!！~]|好|早|上|下|中|晚|新)|各位(?=[\s，,。!！~好早上下中晚新])|(?:领导|大家|你们?|您|老师)?(?:早上|上午|中午|下午|晚上|周末)?好(?:呀|啊|哈)?(?=[\s，,。!！~]|$|我|那个|请)|早安|在吗[?？]?|在不在[?？]?|有人吗[?？]?|打扰(?:一下|了|大家)?(?:了|哈)?(?=[\s，,。!！])|不好意思(?=[\s，,。!！])|周[一二三四五六日末]愉快|节日快乐|(?:那个|嗯+|呃+|额|哎+|喂+|唉)(?=[\s，,。]|你好|我|那个)|我(?:跟|和)(?:你们?|您|领导)(?:说|讲|反映)(?:一下|啊|哈|个事)*(?=[\s，,：:啊哈我那])|(?:你|您|你们)好(?=那个|我|请))/;

const TAIL =
  /(?:[\s，,。.!！~～、…;；]*(?:谢谢(?:了|啦|你们?|您|各位|领导|大家|老师)*|谢了|谢啦|多谢(?:了|啦)?|感谢(?:各位|领导|你们?|您|大家)*|辛苦(?:了|啦|各位|大家|领导|你们?|您)*|拜托(?:了|啦|各位|大家)*|以上(?:谢谢)?|麻烦(?:了|啦|各位|领导|您|你们?)+|祝好|此致敬礼|顺祝商祺|急[!！]*))[\s，,。.!！~～]*$/;

const PREAMBLE =
  /^(?:[^，。！？\n]{0,16}?(?:麻烦|想|要|来|帮忙|帮|给|跟|向|有|说|就)[^，。！？\n]{0,8}?(?:[一两二三四五六七八九十几\d]+(?:个|件|点|样|条)(?:事情?|问题|情况|诉求|困难|意见)?|(?:如下|下列|以下)[^，。！？\n]{0,6})[^，。！？\n\d①一第]{0,4}(?:[，,：:。\s]|$))/;

/** The text without the bot's name in any spelling of the mention, and without stickers and emoji. */
export function withoutMention(text: string, botName: string): string {
  const name = botName.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text
    .replace(new RegExp(`@?\\s*${name}[\\u2005\\s,，:：]*|@\\S{1,20}?(?:助手|机器人)[\\u2005\\s,，:：]*`, "g"), " ")
    .replace(STICKER, " ")
    .replace(/[ \t\u2005]+/g, " ")
    .trim();
}

/** Greeting before and thanks after are taken off, however many; what is left may be empty. */
export function withoutCourtesy(text: string): string {
  let out = text.trim();
  for (;;) {
    const next = out.replace(LEAD, "").replace(TAIL, "").trim();
    if (next === out) return out;
    out = next;
  }
}

/** "麻烦反映几个事哈：" before a list says nothing of its own. */
export function withoutPreamble(text: string): string {
  return text.replace(PREAMBLE, "").trim();
}

/** The words with which somebody says that something will be said, and nothing else. */
const ANNOUNCING =
  /麻烦|帮忙|帮|想要?|要|一共|总共|主要|就是|就|说|讲|谈|聊|提|反[映应]|咨询|请教|汇报|报告|报|登记|跟进|协调|解决|处理|问|看|请|给|跟|向|和|同|找|对|我们?|咱们?|你们?|您|领导|各位|大家|老师|公司|厂里?|这边|这里|这儿|目前|现在|今天|最近|还|也|又|正好|刚好|顺便|有|是|的|一下|下|如下|以下|下列|下面|这么|那么|这|那|几|多|[一二三四五六两俩仨\d]|个|件|点|条|样|项|方面|小|大|急|重要|事情?儿?|问题|情况|诉求|困难|难处|意见|建议|需求|了|哈|啊|呢|吧|哦|呀|哎|唉|啦|嘛/g;
const SOMETHING = /事|问题|情况|诉求|困难|难处|意见|建议|需求|[点条样项](?:反映|要说|说)?[哈啊呢：:]?$|如下|以下|下列/;

/** "两个事：", "有几个问题麻烦反映下", "我跟你说个事": tells that something follows, and not what. */
export function onlyAnnounces(text: string): boolean {
  if (text.length > 30 || !SOMETHING.test(text)) return false;
  return text.replace(ANNOUNCING, "").replace(/[\s，,。.：:；;、！!~～…@?？]/g, "") === "";
}

const CONTACT =
  /[，,。；;\s【（(]{0,4}(?:我?(?:的)?联系(?:人|电话|方式)|我?(?:的)?(?:电话|手机(?:号)?|号码)|tel)[是:：]?\s*[^，。；\n]{0,12}?\+?[\d幺零一二三四五六七八九][\d\s幺零一二三四五六七八九-]{6,}(?:转\d+)?[】）)]*/gi;
const BARE_NUMBER = /[，,。；;\s【（(]{0,4}\+?(?:86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}[】）)]*/g;

/** Where to call says nothing of the matter: taken off where enough is left. */
export function withoutContact(text: string): string {
  const rest = text.replace(CONTACT, " ").replace(BARE_NUMBER, " ").trim();
  return rest.length >= 12 && rest.length >= text.length / 2 ? rest : text;
}
