import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { parseTown } from "../../bot/town/schema.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import { hear } from "../../text/hearing/index.ts";
import type { Asked } from "../../text/hearing/reading.ts";

const facts = loadFacts();
const place = join(import.meta.dirname, "../scenarios/fengxi/town.json");
const town = parseTown(JSON.parse(readFileSync(place, "utf8")), "town.json");
const calendar = makeCalendar(facts.published, town.calendar);
const now = new Date("2026-09-15T09:00:00+08:00");

const TICKETS = [
  ["FX-20260911-001", "Q3", "注塑车间频繁断电", "注塑车间一下雨就断电", "D-GD", "已交办"],
  ["FX-20260911-002", "Q4", "装充电桩怎么报装", "仓库想装六个充电桩怎么报装", "D-GD", "办理中"],
  ["FX-20260910-003", "Q2", "水压低三楼没水", "我们车间三楼水压太低，洗罐子都没水", "D-SW", "已交办"],
  ["FX-20260911-005", "Q1", "公交站离厂太远", "公交站离厂区两公里，能不能挪近一点", "D-ZJ", "待交办"],
].map(([no, company, title, text, lead, status]) => ({ no, company, title, text, lead, status }));

type Question = Omit<Asked, "at">;
const awaited = (ticketNo: string): Question => ({ kind: "result", ticketNo });
const toConfirm = (ticketNo: string): Question => ({ kind: "confirm", ticketNo });
const toBind: Question = { kind: "consent" };

/** Who says it in private, what it means (one of), the words, and what the bot had asked last. */
const SAID: [string, string, string, Question?][] = [
  ["u-ma", "cadre_accept", "接收"],
  ["u-ma", "cadre_accept", "收到"],
  ["u-ma", "cadre_accept", "好的，我们马上处理"],
  ["u-ma", "cadre_accept|cadre_progress", "宏远模具断电的我们接了"],
  ["u-ma", "cadre_accept|cadre_progress", "这单我接，明天去看"],
  ["u-ma", "cadre_progress", "已联系企业，约了后天上午现场勘察"],
  ["u-ma", "cadre_progress", "刚跟宏远模具的柏经理通过电话，他们下午有人在，我两点半过去"],
  ["u-ma", "cadre_progress", "宏远物流充电桩方案在走内部审批，预计下周二出结果"],
  ["u-ma", "cadre_progress", "充电桩那个还要等上级公司批，批了第一时间通知"],
  ["u-ma", "cadre_progress", "断电原因查明了，是进线电缆老化，今晚停电检修"],
  ["u-ma", "cadre_progress", "物料到了，月底前装好"],
  ["u-ma", "cadre_close", "宏远物流充电桩报装流程已书面答复企业：带营业执照和用地证明到供电所窗口，5个工作日装表"],
  ["u-ma", "cadre_close", "断电问题解决了，昨天换了进线电缆，企业已恢复生产"],
  ["u-ma", "cadre_close", "宏远模具的已处理"],
  ["u-ma", "cadre_close", "001已办结"],
  ["u-ma", "cadre_close", "充电桩的已电话答复，企业满意"],
  ["u-ma", "cadre_return", "宏远模具断电的不归供电管，是厂区内部线路，产权在企业"],
  ["u-ma", "cadre_return", "001退回，非我单位职责"],
  ["u-ma", "cadre_return", "这件派错了，应该给水务中心"],
  ["u-ma", "cadre_return", "充电桩的不是我们负责，科经局牵头的"],
  ["u-ma", "cadre_extend", "断电的备件没到货，申请延期到9月30日"],
  ["u-ma", "cadre_extend", "001能不能宽限一周"],
  ["u-ma", "cadre_extend", "宏远模具那个时间不够，要延期，理由是停电计划要上级批"],
  ["u-ma", "cadre_query", "我有几件要到期了"],
  ["u-ma", "cadre_query", "我这边还有哪些没办完的"],
  ["u-ma", "cadre_wait", "充电桩的请企业补充车位平面图"],
  ["u-ma", "cadre_wait", "等宏远物流把用地证明发来我们再往下办"],
  ["u-ma", "undo", "撤回刚才的办结"],
  ["u-ma", "undo", "刚刚点错了，恢复一下"],
  ["u-ma", "thanks|noise|greeting", "早上好"],
  ["u-ma", "report", "启明光学打电话说他们门口电线杆歪了，帮忙登记一下"],
  ["u-ma", "snooze", "已经安排了", awaited("FX-20260911-001")],
  ["u-ma", "snooze", "已安排", awaited("FX-20260911-001")],
  ["u-ma", "cadre_progress", "还在等备件，周五能到", awaited("FX-20260911-001")],
  ["u-ma", "cadre_close", "昨天已经把电缆换了，恢复送电", awaited("FX-20260911-001")],
  ["u-ma", "cadre_return", "这个不归我们，是企业内部线路", awaited("FX-20260911-001")],
  ["u-ma", "cadre_extend", "办不完，申请延到25号", awaited("FX-20260911-001")],
  ["u-ma", "snooze", "明天上午再提醒我", awaited("FX-20260911-001")],
  ["u-mazong", "cadre_query", "超期的有哪些"],
  ["u-mazong", "leader_instruction", "小马抓紧把宏远模具断电那件办了，别拖"],
  ["u-mazong", "cadre_progress", "宏远模具断电我带队去看过了，线路老化，本周五停电改造"],
  ["u-tang", "consent", "同意", toConfirm("FX-20260911-005")],
  ["u-tang", "consent", "同意，按拟派单位办", toConfirm("FX-20260911-005")],
  ["u-tang", "cadre_transfer", "给综合执法局", toConfirm("FX-20260911-005")],
  ["u-tang", "cadre_transfer", "派综执局", toConfirm("FX-20260911-005")],
  ["u-tang", "cadre_transfer", "不对，这个应该是住建交局的", toConfirm("FX-20260911-005")],
  ["u-tang", "cadre_transfer", "住建交局", toConfirm("FX-20260911-005")],
  ["u-tang", "refuse", "不同意，理由不充分，抓紧办", toConfirm("FX-20260911-001")],
  ["u-tang", "refuse", "不批"],
  ["u-tang", "cadre_transfer", "公交站的转给综合执法局"],
  ["u-tang", "cadre_transfer", "005派住建交通局主办，街道配合"],
  ["u-tang", "cadre_transfer", "断电那个改成水务中心吧"],
  ["u-tang", "urge", "催一下供电所"],
  ["u-tang", "urge", "佳味斋水压那件盯紧点"],
  ["u-tang", "urge", "督办一下FX-20260911-001"],
  ["u-tang", "cadre_query", "今天到期的有哪些"],
  ["u-tang", "cadre_query", "列一下还没交办的"],
  ["u-tang", "cadre_query", "水务中心还有几件没办"],
  ["u-tang", "cadre_query", "宏远模具那件什么情况"],
  ["u-tang", "report_request", "上个月通报"],
  ["u-tang", "report_request", "8月份的通报给我"],
  ["u-tang", "report_request", "出一份九月通报，发我word版"],
  ["u-tang", "report_request", "上月各单位办理情况统计一下"],
  ["u-tang", "undo", "派错了，撤回"],
  ["u-tang", "merge", "001和002是一回事，合并办"],
  ["u-tang", "split", "005拆成两单：公交站挪近给住建交通局，路灯给综合执法局"],
  ["u-tang", "announce_event", "【点名】请启明光学、佳味斋、宏远物流参加9月24日的政企圆桌会，请务必回复"],
  [
    "u-tang",
    "announce_event",
    "【报名】政企圆桌会 9月24日14:00 智谷路演厅 主题要素保障 名额12家 23日12点截止，请回复单位+姓名",
  ],
  ["u-tang", "take_over", "这个我来回"],
  ["u-tang", "give_back", "你来吧"],
  ["u-luo", "leader_instruction", "公交站的事请住建交通局抓紧研究，周五前报我"],
  ["u-luo", "leader_instruction", "宏远模具断电为什么拖这么久？供电所一把手亲自抓，三天内解决"],
  ["u-luo", "report_request|cadre_query", "这个月诉求办理情况怎么样，给我看看"],
  ["u-luo", "leader_instruction", "同意，请供电所牵头，水务配合，9月20日前办结"],
  ["u-fei", "report", "佳味斋说他们厂门口停车乱，大车进不来，希望交警管管"],
  ["u-fei", "report", "启明光学想反映一下，夜里渣土车太吵"],
  ["u-fei", "urge", "宏远模具断电那个催一下"],
  ["u-fei", "ask_progress|cadre_query", "佳味斋水压的事怎么样了"],
  ["u-fei", "visit_report", "今天走访了启明光学，没有诉求"],
  ["u-fei", "visit_report", "上午到佳味斋，反映水压还是低，另外想招20个包装工"],
  ["u-fei", "sign_up", "帮佳味斋报名圆桌会，俞总去"],
  ["u-fei", "sign_up_cancel", "佳味斋圆桌会不去了，取消吧"],
  ["u-fei", "consent", "是的", toBind],
  ["u-fei", "refuse", "不是，不认识这个人", toBind],
  ["u-fei", "take_over", "我来回"],
  ["u-ma", "cadre_accept|cadre_progress", "收到领导"],
  ["u-ma", "cadre_progress", "宏远那个模具厂的今天下午去"],
  ["u-ma", "cadre_progress", "宏远模具：今日已派人现场查勘，初步判断为接户线老化，计划17日更换"],
  ["u-ma", "cadre_progress", "进展：已与企业对接，正在制定方案"],
  ["u-ma", "cadre_close", "办理结果：9月14日供电所抢修班更换进线电缆80米，电压恢复正常，企业已签字确认"],
  ["u-ma", "cadre_close", "回复：经核查，该企业属一般工商业用户，不符合优惠电价条件，已当面向企业说明政策依据"],
  ["u-ma", "cadre_close", "已解决"],
  ["u-ma", "cadre_close", "处理完毕，请审核"],
  ["u-ma", "cadre_return", "管不了，那是开发商自己的配电房"],
  ["u-ma", "cadre_return", "退单，请派给区水务中心"],
  ["u-ma", "cadre_transfer|cadre_return", "001请转给水务中心"],
  ["u-ma", "cadre_return|cadre_dispute", "我们认为不该我们办，产权分界点以下归企业自己"],
  ["u-ma", "cadre_extend", "申请延期，原因是物料招标未完成，延到10月12日"],
  ["u-ma", "cadre_extend", "请批准FX-20260911-001延期7天"],
  ["u-ma", "cadre_wait", "联系不上企业，请企业提供新的联系电话"],
  ["u-shi", "cadre_progress", "佳味斋水压的事，管网改造方案已报，国庆前完成"],
  ["u-shi", "cadre_progress", "明天停水检修，修完水压就上来了"],
  ["u-shi", "cadre_close", "三楼水压已恢复"],
  ["u-tang", "cadre_transfer", "FX-20260911-005 交住建交通局办理，9月20日前反馈"],
  ["u-tang", "cadre_transfer", "公交站那件派给住建交通局，街道协办"],
  ["u-tang", "consent", "同意延期"],
  ["u-tang", "refuse", "不同意延期，按期办"],
  ["u-tang", "refuse", "延期不同意"],
  ["u-tang", "urge", "供电所那几件都催一下"],
  ["u-tang", "urge", "给供电所发个督办"],
  ["u-tang", "urge", "宏远模具断电的，再催催马骁"],
  ["u-tang", "cadre_query", "还有哪些没回复"],
  ["u-tang", "cadre_query", "今天有哪些待交办"],
  ["u-tang", "cadre_query", "看看超期件"],
  ["u-tang", "cadre_close", "FX-20260911-002可以归档了"],
  ["u-tang", "report", "佳味斋打电话反映员工宿舍没热水，登记一下"],
  ["u-tang", "report", "启明光学来访，说办环评卡了三个月，请尽快协调"],
  ["u-tang", "report_request", "通报发我一下，上个月的"],
  ["u-tang", "report_request", "把8月的通报再发一遍"],
  ["u-tang", "report_request", "九月数据出一下，按单位排"],
  ["u-luo", "leader_instruction", "这件事要举一反三，供电所要拿出整改方案"],
  ["u-luo", "leader_instruction", "宏远模具的断电问题请裴所亲自盯，9月18日前解决"],
  ["u-luo", "report_request", "把9月份通报发我"],
  ["u-luo", "cadre_query", "现在有哪些超期的"],
  ["u-fei", "report", "宏远物流说他们装卸区地面塌了个坑，请帮忙协调"],
  ["u-fei", "report", "代启明光学反映：高峰期301路挤不上，希望加车"],
  ["u-fei", "report", "佳味斋俞总想问问能不能办食品经营许可变更，跑了两趟没办成"],
  ["u-fei", "sign_up", "佳味斋、启明光学都报圆桌会，各一个人"],
  ["u-fei", "sign_up", "宏远物流也要参加24号的圆桌会，戚会计去"],
];

test.each(SAID)("%s: %s ← %s", (who, meant, text, asked) => {
  const speaker = town.people.find(({ id }) => id === who)!;
  const own = TICKETS.filter(({ lead, company }) => {
    if (speaker.role === "cadre") return speaker.liaisonFor.includes(company!);
    return speaker.role === "dept" || speaker.role === "dept_leader" ? lead === speaker.department : true;
  });
  const reading = hear(
    {
      text,
      pieces: [{ text, type: "text", at: now }],
      attachments: 0,
      addressed: true,
      chat: { kind: "private", id: who },
      at: now,
    },
    {
      now,
      zone: town.zone,
      calendar,
      speaker,
      town,
      tickets: own as never,
      recent: [],
      ...(asked ? { asked: { at: now, ...asked } } : {}),
    },
    facts.models,
  );
  expect(meant.split("|")).toContain(reading.segments[0]!.act);
});
