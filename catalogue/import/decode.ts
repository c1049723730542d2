import { ImportError } from "./types.ts";

const COMMON =
  /[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞]/g;
const COMMON_BIG5 =
  /[的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處隊南給色光門即保治北造百規]/g;

export interface Decoded {
  text: string;
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5";
}

/**
 * Text of a file of unknown encoding: a byte order mark, else strict UTF-8, else whichever of UTF-16, GB18030 and Big5
 * gives most common characters. Throws when none decodes without fault.
 */
export function decode(bytes: Uint8Array): Decoded {
  const marked = byMark(bytes);
  if (marked) return marked;
  const utf8 = strict(bytes, "utf-8");
  if (utf8 !== undefined && !utf8.includes("\0")) return { text: utf8, encoding: "utf-8" };
  const zeros = (offset: number) => {
    let count = 0;
    for (let at = offset; at < Math.min(bytes.length, 4096); at += 2) if (bytes[at] === 0) count++;
    return count / Math.max(1, Math.min(bytes.length, 4096) / 2);
  };
  const candidates: Decoded["encoding"][] = ["gb18030", "big5"];
  if (bytes.length % 2 === 0 && (zeros(1) > 0.02 || zeros(0) > 0.02 || utf8 === undefined))
    candidates.push("utf-16le", "utf-16be");
  let best: (Decoded & { score: number }) | undefined;
  for (const encoding of candidates) {
    const text = strict(bytes, encoding);
    if (text === undefined) continue;
    const score = plausible(text);
    if (!best || score > best.score) best = { text, encoding, score };
  }
  if (!best || best.score <= 0) throw new ImportError("编码无法识别（不是 UTF-8、GB18030、Big5 或 UTF-16）");
  return { text: best.text, encoding: best.encoding };
}

function byMark(bytes: Uint8Array): Decoded | undefined {
  const [a, b, c] = bytes;
  const encoding =
    a === 0xef && b === 0xbb && c === 0xbf
      ? "utf-8"
      : a === 0xff && b === 0xfe
        ? "utf-16le"
        : a === 0xfe && b === 0xff
          ? "utf-16be"
          : undefined;
  if (!encoding) return undefined;
  const text = strict(bytes, encoding);
  if (text === undefined) throw new ImportError(`文件标明是 ${encoding}，但内容不符`);
  return { text, encoding };
}

function strict(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Share of characters that a Chinese text is made of, less what it never holds. */
function plausible(text: string): number {
  const sample = text.slice(0, 20_000);
  const simplified = sample.match(COMMON)?.length ?? 0;
  const traditional = sample.match(COMMON_BIG5)?.length ?? 0;
  const ascii = sample.match(/[\x20-\x7e\n\r\t]/g)?.length ?? 0;
  const odd = sample.match(/[\0-\x08\x0e-\x1f\ue000-\uf8ff\u3100-\u312f\u0400-\u04ff\uac00-\ud7af]/g)?.length ?? 0;
  return (Math.max(simplified, traditional) + ascii * 0.3 - odd * 3) / Math.max(1, sample.length);
}
