/** Words that company names are made of, and words that look like one and are none. */

export const LEGAL =
  "(?:集团)?(?:股份有限公司|有限责任公司|有限公司|分公司|总公司|集团公司|公司|集团|总厂|工厂|分厂|厂|合作社|商行|经营部)";

/** Trades that stand in names. Two firms of one brand and different trade are different firms. */
const TRADES = [
  ..."电子 电器 电气 机械 机电 重工 精密 精工 五金 模具 铸造 锻造 轴承 阀门 泵业 仪器 仪表 工具 紧固件 汽配 汽车 汽修 车业 摩托 船舶 航空 轨道".split(
    " ",
  ),
  ..."食品 粮油 饮料 酒业 乳业 茶业 肉业 水产 冷链 餐饮 农业 农牧 饲料 种业 果业 生态 园艺 林业 木业 家具 家居 竹木 竹业".split(
    " ",
  ),
  ..."服饰 服装 制衣 童装 鞋业 鞋材 箱包 皮具 皮革 纺织 印染 针织 家纺 化纤 绣品 羽绒 袜业".split(" "),
  ..."印务 印刷 包装 纸业 纸品 彩印 广告 传媒 文化 文具 玩具 礼品 工艺".split(" "),
  ..."化工 涂料 塑胶 塑料 注塑 橡胶 塑业 助剂 日化 新材料 材料 新材 石英 石业 陶瓷 玻璃 水泥 建材 建工 建设 建筑 路桥 装饰 门窗 管业 管道 钢铁 钢构 铝业 铜业 金属 线缆 电缆".split(
    " ",
  ),
  ..."制药 药业 医药 医疗 生物 器械 健康 环保 环境 水处理 能源 新能源 光伏 储能 电池 锂电 照明 光电 光学 半导体 芯片 数据 软件 信息 网络 智能 通信 科技 技术".split(
    " ",
  ),
  ..."物流 仓储 供应链 货运 运输 快递 商贸 贸易 进出口 外贸 电商 超市 百货 酒店 宾馆 旅游 物业 置业 地产 房产 投资 担保 租赁 劳务 人力 检测 设备".split(
    " ",
  ),
];
const LOOSE = new Set(
  "科技 技术 物流 设备 网络 信息 数据 能源 环境 文化 投资 材料 健康 运输 货运 劳务 人力 物业 通信 汽车 房产 检测 担保 租赁 生态 建设 广告 照明 商贸 贸易 外贸 快递 电池 光伏 饮料 工具 玻璃 水泥 冷链 管道 医疗".split(
    " ",
  ),
);

export const TRADE = `(?:${[...TRADES].sort((a, b) => b.length - a.length).join("|")})`;

/** A trade that people do not speak of for itself: "宏图建材" is a firm, "鑫辰物流慢" may be about deliveries. */
export const tellingTrade = (trade: string): boolean => !LOOSE.has(trade);

/** Brands that are words of daily speech: alone they are no company. */
export const COMMON_WORDS = new Set(
  (
    "大地 阳光 希望 长城 光明 安居 天工 智慧 创新 联合 发展 未来 新星 远方 世纪 时代 东方 南方 北方 西部 华夏 中原 永久 家园 绿地 金桥 平安 和谐 先锋 先进 力量 动力 能源 通达 顺利 顺风 " +
    "兴旺 繁荣 富强 民生 惠民 利民 便民 为民 大众 群众 友好 友谊 团结 协力 同心 同创 共创 合力 合作 开拓 奋进 腾飞 起航 启航 领航 远航 飞跃 跨越 超越 卓越 精工 精密 精益 匠心 第一 唯一 统一 万家 " +
    "百家 千里 万里 四海 五洲 环球 全球 天下 天地 天空 太阳 星光 星空 明珠 明星 明天 春天 丰收 金秋 清风 春风 东风 白云 蓝天 碧水 青山 绿水 海洋 江南 江河 长江 黄河 泰山 长安 福地 幸福 美好 美丽 " +
    "健康 快捷 便捷 迅捷 安全 安心 放心 省心 用心 诚信 信用 信誉 公平 正义 盛世 盛大 辉煌 荣耀 荣誉 骄傲 冠军 精品 新品 好运 吉祥 如意 清新 清洁 洁净 铁路 公路 高速 港湾 码头 通用 专业 速度 效率 " +
    "中心 中央 国际 国家 人民 公司 企业 园区 工业 商务 生活 自然 科学 科技 技术 信息 网络 数据 云计算 智能 机器 设备 产业 经济 金融 财富 资本 红旗 红星 先导 方正 方圆 金石 远大 宏大 伟业 大业 前程 鹏程 " +
    "一心 一品 一流 三江 三环 双龙 双星 五星 七彩 八方 百年 千年 新世纪 新时代 新天地 新希望 大自然 好日子 好帮手"
  ).split(" "),
);

/** Set phrases that hold a brand by chance. */
export const SET_PHRASES =
  /海纳百川|百川归海|百川东到海|大展宏图|宏图大展|宏图大业|宏图伟业|宏图大志|宏图壮志|鹏程万里|前程似锦|金石为开|四海为家|五洲四海|一帆风顺|旭日东升|蒸蒸日上|源源不断|兴旺发达|欣欣向荣|星辰大海|日月星辰|诚信为本|安居乐业|天下太平|光明正大|万里长城/g;

/** What follows where a word names a place, not a firm. */
export const PLACE_AFTER =
  /^(?:东|西|南|北|中)?(?:路|街|大道|大街|巷|弄|小区|花园|社区|村|镇|乡|桥|湖|河|山|苑|名城|新城|家园|广场|公园|学校|小学|中学|医院|站)/;

const COMPANY_AFTER =
  /^(?:的?(?:公司|厂|集团|老板|老总|人|员工|财务|行政|负责人|车间|仓库|大门|门口|司机|货车|宿舍|产品|订单)|这边|那边|那个|那家|这家|报名|取消|反映|反应|说|想|缺|差|要|申请|去|参加|报|确认|也|[俩两二三一1-9]\s?(?:个人|人|位|名)|[和与跟及、，。,；;！!？?：:\s)）】]|$|[\u4e00-\u9fff]?(?:总|经理|厂长|主任|协理|师傅)|老[\u4e00-\u9fff]|小[\u4e00-\u9fff])/;
const COMPANY_BEFORE =
  /(?:^|[，。,、；;：:\s(（【@！!？?\d.)）]|我们|我是|们是|这里是|这是|我司|单位|跑了|走访了?|看了|去了?|到了?|和|跟|与|及|找|帮|给|替|由|代|为|问|另外|还有|以及)$/;

export const standsLikeCompany = (before: string, after: string): boolean =>
  /(?:我|们|这里|这边)是$/.test(before) || (COMPANY_BEFORE.test(before) && COMPANY_AFTER.test(after));
export const standsBeforeCompanyWord = (after: string): boolean => /^的?(?:公司|厂|集团|老板|老总)/.test(after);

/** Small words that no brand holds: a homophone made of them is chance ("一家" for 意佳). */
export const FUNCTION_CHAR =
  /[一二三四五六七八九十几两这那有是在个我你他她它们的了不没要来去到和与就都也还很把被让给对从向为于问说请吗呢吧啊嘛呀哪什么怎多少能会可想跑找做办搞买卖报交帮该其每各某另再又才刚已当或但而且因所以及等则且是年月日号点]/;

const NOT_A_BRAND = new RegExp(
  `^(?:我们?|你们?|他们?|咱们?|贵|该|本|各|某|哪|几|多|家|个|新|老|大|小|供电|电力|供水|自来水|燃气|天然气|热力|水务|中介|保险|建筑|施工|工程|公交|出租车?|开发|国企|国有|民营|私营|外资|台资|港资|合资|外地|本地|当地|境外|子|分|总|母|工|控股|上市|龙头|同行|客户|供应商|甲方|乙方|承包|总包|分包|外包|第三方|代理|代办|代账|记账|管理|服务|运营|平台|化肥|钢|铁|纸|砖|木|小微|中小|企业|隔壁|旁边|对面|附近|园区|区里|市里|县里|开发区|工业园|整个|全|有些|别的|其他|相关|上游|下游|兄弟|关联|注册|成立|开|办|审计|会计|咨询|律师|银行|电信|移动|联通|广电|评估|设计|装修|房地产|拖欠|欠款|知名|正规|专业|大型|小型|加工|生产|制造|代工|${TRADE})+$`,
);

/** Words that stand before a name in a sentence and are not of it. */
const LEAD =
  /^.*(?:我们是|咱们是|我们|咱们|我是|这里是|这边是|本人是|代表|叫做|名叫|隔壁的?|旁边的?|对面的?|附近的?|园区的?|是|在|和|跟|与|及|、|到|去|了|找|给|把|被|向|对|从|由|让|将|并|鉴于|现将|原|目前|叫|替|帮|的|有|欠|问|说|转|请|查|催|抄送|联系|举报|投诉|通知|反映|关于|另外|还有|一家|这家|那家|家(?![具居电纺政园禽]))/;

const NAME_CHARS = "[\\u4e00-\\u9fffA-Za-z0-9()（）·&]";
const WITH_SUFFIX = new RegExp(
  `${NAME_CHARS}{2,24}?(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|合作社|总厂|公司|厂)(?!商|房|区|长|里|门|址|子)`,
  "g",
);
const WITH_TRADE = new RegExp(
  `(^|[，。,、；;：:\\s(（【！!？?]|我们|我是|们是|帮|给|到|让|由|向|和)([\\u4e00-\\u9fff]{2,3}?)(${TRADE})(?![厂业者行品类化型性率费量])`,
  "g",
);

export interface UnlistedName {
  written: string;
  start: number;
  end: number;
}

/** Without the words before it that belong to the sentence: "我们是临江远航包装有限公司" → from 临江. */
function withoutLead(words: string, suffix: number): number {
  const stem = words.slice(0, words.length - suffix);
  const lead = LEAD.exec(stem)?.[0].length ?? 0;
  // 佳和电子, 到家食品: a brand may hold such a word; what is left must still be a name.
  return stem.length - lead >= (lead <= 2 && !/们|是|[这那一]家/.test(stem.slice(0, lead)) ? 4 : 2) ? lead : 0;
}

/** Names of firms that are not in any list: "远航包装有限公司", "宏达机械厂", "锐拓五金". */
export function findUnlisted(text: string): UnlistedName[] {
  const found: UnlistedName[] = [];
  if (/[厂司团社]/.test(text)) {
    for (const match of text.matchAll(WITH_SUFFIX)) {
      const suffix = /(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|合作社|总厂|公司|厂)$/.exec(match[0])![0]
        .length;
      const lead = withoutLead(match[0], suffix);
      const written = match[0].slice(lead);
      const stem = written.slice(0, -suffix).replace(/[()（）]/g, "");
      const bare = stem.slice(LEAD.exec(stem)?.[0].length ?? 0);
      if (stem.length < 2 || NOT_A_BRAND.test(stem) || bare === "" || NOT_A_BRAND.test(bare)) continue;
      const legal = suffix >= 4;
      const brand = stem.replace(new RegExp(`${TRADE}$`), "");
      if (!legal && (FUNCTION_CHAR.test(stem) || stem.length > 8 || brand.length < 2 || NOT_A_BRAND.test(brand)))
        continue;
      if (!legal && stem.length > 4 && brand === stem) continue;
      found.push({ written, start: match.index + lead, end: match.index + match[0].length });
    }
  }
  for (const match of text.matchAll(WITH_TRADE)) {
    const start = match.index + match[1]!.length;
    const end = match.index + match[0].length;
    const brand = match[2]!;
    if (TOO_PLAIN.has(match[3]!)) continue;
    if (FUNCTION_CHAR.test(brand.replace(/和$/, "")) || NOT_A_BRAND.test(brand) || COMMON_LEAD.test(brand)) continue;
    if (found.some((name) => name.start < end && name.end > start)) continue;
    found.push({ written: match[2]! + match[3]!, start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Trades that any noun may stand before: "周围环境", "违章建筑", "小区物业". Alone they make no name. */
const TOO_PLAIN = new Set(
  "环境 建筑 健康 旅游 材料 建设 信息 生态 运输 物业 快递 超市 投资 设备 人力 管道 环保 水泥 医疗 文化 网络 技术 能源 通信 劳务 检测 塑料 照明 汽车 工具 食品 汽修 摩托 房产 租赁 担保".split(
    " ",
  ),
);

/** Verbs and adjectives that stand before a trade as a thing: "采购设备", "老旧管道". */
const COMMON_LEAD =
  /采购|购置|违反|责令|灯箱|发布|虚假|进口|出口|国产|老旧|闲置|废旧|废弃|危化|易燃|安装|维修|更新|升级|改造|换|修|缺|涉及|涉嫌|违规|违法|免费|最新|现代|高端|传统|绿色|数字|智慧|公共|市政|地下|地上|消防|特种|起重|生产|加工|销售|经营|运营|主要|目前|现在|部分|全部|所有|整套|全套|工业|农业|商业|民用|外卖|网上|线上|线下|专业|职业|预制|进货|发货|送货|运送|装卸|堆放|危险|食用|日用|办公|户外|车间|厂区|城市|乡村|劳动|招商|申报|申请|办理|咨询|反映|投诉|举报|打击|支持|扶持|鼓励|推进|发展|建设|优化|提升|加快|完善|创新|高新|人工|大数据|互联|移动|无线|有线/;
