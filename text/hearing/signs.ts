/**
 * Ways of speaking that tell what sort of matter it is, beside its category.
 * General language only; read against normalised, simplified text.
 */

/** Something that the state should do better for all: asked for as an improvement, not as help with a trouble. */
const PROPOSES = /建议|提议|倡议|提个意见|提点意见|呼吁|不妨|何不|最好能?(?=.{0,12}(设|建|开|加|搞|统一))/;
const WISHES = /希望|能不能|能否|可否|可不可以|要是能|盼|期待/;
const IMPROVES =
  /增设|增开|加开|加密|新增|增加|延长|延时|加装|设(立|置)|设(一|个)|建(一|个|设)|开(一|条|个|通|设)|优化|统一|错峰|改成|推广|试点|组织|搞(一|个)/;
const PUBLIC_GOODS = new Set(["公交出行", "道路交通", "停车秩序", "市容环卫", "物业园区配套", "市场开拓"]);

const SUFFERS =
  /坏|破|漏|堵|断|停(电|水|气|产|工|运)|跳闸|危险|撞|摔|崴|烂|塌|没人管|不给|不批|不让|拖|欠|被(罚|扣|拒|退|骗|偷)|损失|受不了|没(电|水|网|气)|招不|找不到|进不|出不|卡(在|着|住|了)/;

/** About the conduct or failing of a body, not only a thing that should be mended. */
const COMPLAINS =
  /投诉|态度|推诿|推来推去|踢皮球|不作为|乱作为|慢作为|爱理不理|敷衍|刁难|脱岗|没人(接|理|管)|不(理|管|答复|回复|解释)|乱收费|多收|违规收|强制|欺负|不公|太不像话|凭什么|凭啥|说法|重复(检查|处罚)|处罚过重|随意|不合理|霸王|糊弄|办结.{0,8}(没|根本)/;
const BODY =
  /局|所|委|办|院|窗口|大厅|部门|单位|街道|乡|镇|政府|园区|管委会|公司|集团|物业|银行|领导|干部|人员|科|队|城管|交警|税务|工商|供电|水务|燃气|公交|海关/;

const DENOUNCES = /举报|检举|揭发/;
const PRAISES = /表扬|点赞|锦旗|好样的|感谢信|致敬|夸(一)?(夸|下)|口碑/;

const ASKS =
  /请问|咨询|想问|问一下|问下|请教|了解一下|想了解|想知道|什么(条件|材料|流程|时候|标准|政策)|怎么(办理|申请|申报|算|弄|报)|如何(办理|申请|申报)|多少(钱|比例)?|哪些(材料|条件)|需要(什么|哪些)|能不能享受|是否(可以|需要|符合)|符不符合|有没有(补贴|补助|政策|优惠|奖励)|算不算|要不要|是不是(还)?(得|要|可以)|(吗|么)[?？]?$|呢[?？]$/;

/** Said in so many words to be a suggestion. */
export const suggests = (text: string): boolean =>
  /^(?:我们?|也|还|想|有个?|提个?)*(?:建议|提议|倡议)/.test(text) && !SUFFERS.test(text);
export function proposes(text: string, category: string): boolean {
  if (PROPOSES.test(text)) return true;
  return WISHES.test(text) && IMPROVES.test(text) && PUBLIC_GOODS.has(category) && !SUFFERS.test(text);
}
export const complains = (text: string): boolean => COMPLAINS.test(text) && BODY.test(text);
export const denounces = (text: string): boolean => DENOUNCES.test(text);
export const praises = (text: string): boolean => PRAISES.test(text) && !SUFFERS.test(text);
export const onlyAsks = (text: string): boolean => ASKS.test(text) && !SUFFERS.test(text) && !COMPLAINS.test(text);

/** A court or an arbitration tribunal has the matter already; merely thinking of suing is not that. */
const THINKS =
  /(要不要|能不能|可不可以|是不是(得|要|该)?|想|准备|打算|考虑|只能|只好|不然(就)?|否则(就)?|再不.{0,10}就|还是得|建议|让|叫|劝)(我们?|咱们?)?(去|要|走)?[^，。！？]{0,6}(起诉|打官司|诉讼|仲裁|上法院|告(他|它|到))|打不起官司|不想(打官司|起诉|走(诉讼|法律))|(没|未|还没|尚未|没有)(去|有|曾)?(起诉|仲裁|立案|打官司|走诉讼)/;
const BEFORE_COURT = [
  /(已经?|都|刚|正在?|上(个)?月|去年|前年|今年|现在|目前|早就|我们?|公司|厂里)[^，。！？]{0,8}(起诉了|起诉到|起诉至|起诉他|起诉对方|向[^，。！？]{0,8}法院(提起)?(起诉|诉讼)|提起(了)?(诉讼|仲裁)|申请(了)?(劳动)?仲裁|打(着|了)?官司|在(走|打)(官司|诉讼|仲裁)|走(了|着)?(诉讼|仲裁|司法)程序)/,
  /(已经?|正在?|刚|在)(走)?(起诉|诉讼|打官司|上诉|强制执行|仲裁)(中|了|阶段|期间|程序|$|，|。|的)/,
  /(?:有|摊上|惹上|碰上|遇到)(?:了)?(?:个|场|一场|一个|桩)?官司|法院[^，。！？]{0,8}(?:拖着?不|不(?:给)?判|迟迟不|还没判|没判|不执行)/,
  /官司(打了|还没|在打|打到|正)|打官司(打|中|呢|的)|打了[^，。！？]{0,8}(年|个月)官司/,
  /法院[^，。！？]{0,12}(立(了)?案(了|$|，|。|、|已|都)|受理(了|$|，|。)|已(经)?(立案|受理|开庭|判|冻结|查封|裁定)|开庭|开过庭|判(了|决|下来|给|我们|他们|对方)|裁定|执行|冻结|查封|保全|审理|传票|调解书)/,
  /(一审|二审|终审|再审)|判决(书|生效|了|下来|都|已)|胜诉|败诉|官司(赢|输)|赢了官司|输了官司|(等|没|等着|排期|定了)开庭|开庭(了|过|改期|时间)|立(了)?案(号|通知书)|案号|(收到|接到|拿到)[^，。！？]{0,6}传票/,
  /仲裁(委|庭|院)?[^，。！？]{0,8}(中|受理|开庭|裁决|裁了|立案|程序|阶段)|裁决(书|下来|了)|(申请|进入|还在|到了)(强制)?执行(阶段|局|程序|中|了)|执行(法官|局|款|不到|立案|难|终结)|终本/,
];
const ABROAD = /美国|欧盟|欧洲|海外|境外|国外|337/;

export function beforeCourt(text: string): boolean {
  if (ABROAD.test(text)) return false;
  const said = text.replace(new RegExp(THINKS, "g"), "");
  return BEFORE_COURT.some((sign) => sign.test(said));
}

/** Somebody wants not to be known as the one who said it. */
export const asksSecrecy = (text: string): boolean =>
  /匿名|不留名|保密|(?:别|莫|甭|休|不要|勿|可别|不能)[^，。！？]{0,3}(说|讲|写|透露|公开|提|露|传)[^，。！？]{0,8}(我|名|公司|单位)|(不要|勿|莫|甭|千万别|请别|请不要|不能)[^，。！？]{0,4}(透露|泄露|公开|[说讲传]出去|写我)|怕[^，。！？]{0,4}(报复|打击|穿小鞋)|不敢(实名|留名)/.test(
    text,
  );

const OFFICIALS =
  /局|所长|所里|科长|处长|主任|书记|镇长|村长|干部|领导|公职|公务员|执法|窗口|办事员|工作人员|审批|检查(组|的)|政府|街道|穿制服|稽查|监管|支队|大队|法官|民警|交警|城管|管委会|评审专家/;
const FAVOURS =
  /好处费|红包|回扣|茶水费|辛苦费|打点|购物卡|送礼|收礼|礼品|烟|酒|请客|吃请|宴请|饭局|买单|索要|索贿|受贿|行贿|卡要|吃拿|收(了)?钱|要钱|塞钱|入股|干股|小舅子|亲戚|家属|老婆|指定(的)?[^，。！？]{0,8}(公司|机构|单位|供应商|中介)|打招呼|内定|暗示|变相|报销|旅游|挪用|侵吞|套取|截留|赞助|打击报复|报复|穿小鞋|泄露举报/;

/** Who serves or inspects helps himself to what is the firm's. */
const TAKES =
  /(?:硬|强行|非|顺手|顺|白|直接)(?:是|要|给)?[^，。]{0,2}(?:拿|顺|抱|搬|带|牵|开|扛|拎|装|要)(?:了|走|去|上)|(?:拿|顺|抱|搬|拎|扛)(?:走|去)(?:了)?[^，。]{0,4}(?:[一二两三四五六七八九十几\d]+|好几)(?:匹|箱|条|瓶|袋|盒|斤|件|桶|只|包|桌)|白(?:吃|拿|喝|用|住)|吃(?:完|了)?(?:饭)?(?:抹嘴|不(?:给|付)钱|不结账|签单)|不(?:给|付)钱就(?:走|拿)/;
const COMES_TO_INSPECT =
  /(?:局|所|站|队|办|中心|院|委|科)(?:里|的)?(?:来|派来|下来)?[^，。]{0,4}(?:查|检查|验收|执法|办事)?的?(?:那|这|俩|两|几)?[^，。]{0,3}(?:人|干部|同志|领导|科长|所长)|来(?:检)?查的|下来(?:检查)?的人|执法的/;

/** Somebody of a body that inspects or serves took what was not his. */
export const helpsHimself = (text: string): boolean =>
  TAKES.test(text) && (OFFICIALS.test(text) || COMES_TO_INSPECT.test(text)) && !/小偷|盗|贼|偷|快递/.test(text);

/** Officials and favours, money or reprisals in one breath. */
export const misconduct = (text: string): boolean => OFFICIALS.test(text) && FAVOURS.test(text);

const BRIBES =
  /(要|塞|给|收|送|拿|索)[^，。！？]{0,5}(红包|好处费|回扣|辛苦费|茶水费|购物卡|打点费)|(红包|好处费|回扣|茶水费|购物卡)[^，。！？]{0,6}(才|不然|否则)|吃拿卡要|索贿|受贿|行贿|索要(财物|钱财|好处|烟酒)/;
const AMONG_FIRMS = /同行|竞争对手|采购员|业务员|客户|供应商|抢红包|发红包|微信红包|群红包/;

/** A place for a relative as the price of a signature. */
const FOR_KIN =
  /(?:给|帮|替|为)?(?:他|她|他们|领导)?(?:家)?(?:的)?(?:儿子|女儿|儿媳|女婿|侄[儿子女]|外甥|亲戚|亲属|家属|老婆|老公|小舅子|弟弟|妹妹)[^，。！？]{0,6}(?:安排|解决|找|弄|谋)[^，。！？]{0,4}(?:工作|上班|岗位|活|职位)|(?:安排|塞)[^，。！？]{0,4}(?:他|她|领导)(?:家)?(?:的)?[^，。！？]{0,2}(?:儿子|女儿|亲戚|亲属|家属|老婆|小舅子)/;

/** Money or gifts asked for by those who serve or decide: never for the body itself to look into, whatever it is about. */
export const bribery = (text: string): boolean =>
  (BRIBES.test(text) && !AMONG_FIRMS.test(text)) || (FOR_KIN.test(text) && OFFICIALS.test(text)) || helpsHimself(text);
