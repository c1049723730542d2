/**
 * What kind of answer a sentence holds and what kind a question asks for. Kept to the two tables below, bit by bit
 * the same: the learnt choice of the passage compares them.
 */
export const KINDS = [
  "amount",
  "percent",
  "period",
  "date",
  "phone",
  "office",
  "materials",
  "condition",
  "limit",
  "penalty",
  "online",
  "people",
  "area",
  "meaning",
  "age",
  "list",
] as const;

const N = "[\\d一二两三四五六七八九十百千万零半]";

const HELD: Record<(typeof KINDS)[number], RegExp> = {
  amount: new RegExp(`[\\d.,，]+\\s*(?:万|亿|千|百)?余?元|${N}+(?:万|亿|千|百)元|元\\/|[倍额]以下|不超过.{0,4}万`),
  percent: /[%％‰]|百分之|百分点|[一二两三四五六七八九十\d]成|\d倍|[一二两三四五六七八九十]倍|比例|分之/,
  period: new RegExp(
    `${N}+\\s*(?:个)?\\s*(?:工作日|自然日|日内|日以|日前|日起|天|个月|月以|小时|分钟|年以|年内|周年|日|年)|期限|年期`,
  ),
  date: /\d{1,2}\s*月\s*\d{0,2}|\d{4}\s*年|截[至止]|\d{4}[-./]\d{1,2}|[月季年]底|起施行|[零一二三四五六七八九十]+月/,
  phone: /\d{3,4}\s*[-—－－–]\s*\d{7,8}|1[3-9]\d{9}|电话|热线|12\d{3}\b|联系人|联系方式/,
  office:
    /(?:局|厅|委|委员会|办公室|部门|机构|窗口|中心|机关|银行|大厅|政府|处)[^，。；]{0,12}(?:负责|受理|申请|提出|办理|申报|备案|报送|审核|审批|登记|承担|牵头)|(?:向|由|到|报)[^，。；]{1,24}(?:局|厅|委|部门|机构|窗口|中心|机关|政府|大厅|办公室|银行)/,
  materials: /材料|证明|复印件|原件|申请表|申报书|申请书|执照|身份证|合同|发票|提交|提供|报告|附件/,
  condition: /条件|符合|具备|应当|以上|不低于|不少于|不超过|满\s*[\d一二三五]|须|限于|适用|范围|对象|要求|标准/,
  limit: /不得|严禁|禁止|不予|无需|不需|不能|不可|除外|不再|不包括|不属于|不应|不作为|不代表|应依法|必须|应当/,
  penalty: /罚款|处罚|责令|没收|吊销|追究|处以|警告|停产|取消.{0,6}资格|收回|追回|失信/,
  online: /平台|网站|系统|登录|网上|https?:|www\.|邮箱|APP|小程序|公众号|在线|网址|客户端|扫码/i,
  people: new RegExp(`${N}+\\s*(?:余)?\\s*(?:人|名|户|家|位)`),
  area: /平方米|亩|公顷|平米|㎡|公里|吨|立方/,
  meaning: /是指|所称|包括|指的是|即[：“"]|分为|是以|主要是|定义/,
  age: /周岁|岁|年龄/,
  list: /包括|如下|以下|分别|[、].{1,20}[、].{1,20}[、]|一是|第一|（一）|(?:^|[^\d])1[.．、]/,
};

const ASKED: Record<(typeof KINDS)[number], RegExp> = {
  amount:
    /多少钱|几块|多少块|多少元|几万|多少万|给多少|补多少|奖多少|罚多少|发多少|拿多少|领多少|减多少|交多少|值多少|掏多少|贷多少|批多少|额度|金额|顶格|封顶|顶天|标准是|什么标准|(?:给|补|奖|发|领|收|罚|贷|批|退|减|交|缴|花|拿|报|值|租|价|费|钱|资|贴|款|金)[^，。？?]{0,8}(?:多少|几)|多少.{0,3}(?:补|奖|钱|资|费|款|贴)|有钱|给钱|发钱|几个钱|工资.{0,4}多少|怎么(?:补|奖)|咋(?:补|奖)/,
  percent:
    /几成|百分之|比例|几个点|多少个点|占.{0,6}多少|按多少|百分比|折扣|几折|利率|税率|几倍|多少倍|按什么|怎么(?:给|算|补|扣)|咋(?:给|算|补|扣)|提高多少|加计/,
  period:
    /多久|几天|多少天|几个月|多少个月|几年|多少年|多长|期限|最长|最短|几小时|多少小时|几个工作日|多少个工作日|多少日|几日|几回|几次|几周|时限|来得及|有效期|几个钟/,
  date: /什么时候|啥时候|什么时间|啥时间|几号|哪天|哪一天|截止|截至|几月|何时|哪年|哪月|时间|到什么|到啥时|从哪|起止|日期|过期|还能报|来不来得及|多会儿/,
  phone: /电话|联系|打哪|咨询|热线|找谁|问谁|号码|联络|怎么找|哪里问/,
  office:
    /哪个部门|哪个单位|什么部门|啥部门|哪个局|哪个科|哪家|哪里办|在哪|去哪|找哪|找谁|向谁|谁负责|谁来|归谁|谁管|哪管|窗口|跟谁|往哪|到哪|由谁|报给谁|哪些部门|何处|哪儿|先跑|跑哪/,
  materials:
    /材料|哪些东西|什么东西|啥东西|要交啥|交什么|交哪些|带什么|带啥|手续|资料|证明|证件|要准备|备哪些|备啥|表格/,
  condition:
    /条件|要求|够格|能不能|行不行|可不可以|可以吗|能.{0,12}吗|能.{0,10}么|门槛|资格|算不算|符合|合不合|够不够|是否|够吗|行吗|哪些企业|哪些人|什么人|啥样|什么样的|谁能|谁可以|至少|最少|最低|限制|还用|要不要|用不用|需不需要/,
  limit:
    /吧[？?。，]?$|没问题|没事吧|就可以了|就行了|是不是|对吧|就算|必须|可以不|能不|非得|不用|能否|允许|让不让|禁止|不让|吧，|吧。|没关系|合法|违法|违规/,
  penalty: /咋罚|怎么罚|处罚|罚|后果|违法|责任|处理|追究|被查/,
  online:
    /网上|哪里填|网址|网站|怎么报|怎么申请|怎么申报|咋申请|咋报|咋弄|怎么弄|怎么办理|传到哪|平台|系统|小程序|公众号|app|线上|流程|步骤|如何申请|如何办理|如何申报|途径|渠道|入口|下载/i,
  people: /多少人|几个人|多少名|几名|人数|几家|多少家|人得多少|招几|多少户|几位|几户/,
  area: /多大|面积|平米|多少平|平方|亩|多远|多少吨|地方/,
  meaning: /什么是|是指|是啥意思|什么意思|叫什么|算什么|指什么|指的是|指哪些|含义|定义|是什么|是啥|怎么算/,
  age: /年龄|几岁|多大岁数|多大年纪|岁|年纪/,
  list: /哪些|哪几|几个方面|什么措施|有什么|有啥|几类|几种|怎么做|如何|怎样|做了什么|内容|措施|要求是/,
};

const bits = (table: Record<(typeof KINDS)[number], RegExp>, text: string): number => {
  let mask = 0;
  for (let bit = 0; bit < KINDS.length; bit++) if (table[KINDS[bit]!].test(text)) mask |= 1 << bit;
  return mask;
};

const PREAMBLE =
  /^[\s\u3000]*(?:为(?:了)?(?:深入|进一步|全面|认真|贯彻|落实|规范|加强|做好|切实|加快|推动|有效|更好)|根据|按照|依据|现将|各市|各县|各有关|以习近平|坚持以)/;
const TAIL = /自.{0,20}(?:施行|实施|执行)|负责解释|同时废止|此件|特此通知|抄送/;

/** Marks of a sentence beside its kinds: figures, the opening formula of a document, its closing one. */
export const FIGURES = 1;
export const OPENING = 2;
export const CLOSING = 4;

export const marksOf = (sentence: string): number =>
  (/\d/.test(sentence) ? FIGURES : 0) | (PREAMBLE.test(sentence) ? OPENING : 0) | (TAIL.test(sentence) ? CLOSING : 0);

/** Kinds of answer that a sentence of a document holds, one bit each in the order of KINDS. */
export const kindsHeld = (sentence: string): number => bits(HELD, sentence);

/** Kinds of answer that a question asks for. */
export const kindsAsked = (question: string): number => bits(ASKED, question);
