/**
 * Kinds of bodies, known by their names and aliases in any town. Only a prior: what a town's duties say goes first.
 * Longer-standing and merged names stand together (工信, 经信; 审批, 政务服务).
 */
export const KINDS = {
  人社: /人社|人力资源|社会保障局|劳动|就业/,
  医保: /医保|医疗保障/,
  人才: /人才|组织部/,
  教育: /教育|教体|教委|教科/,
  交警: /交警|交管|交通警察|交通管理支队|车管/,
  公安: /公安|派出所|警察局/,
  交通: /交通运输|交通局|交通委|交委|交运|运管|道路运输|公路/,
  公交: /公交|公共交通|客运(公司|集团)|轨道/,
  供电: /供电|电力|电网|国网|南网|电业/,
  供水: /自来水|供水|水司|水务|水业|水投/,
  水利: /水利/,
  供气: /燃气|天然气|煤气|华润|昆仑|新奥|热力|供热/,
  市监: /市场监督|市场监管|市监|市管局|工商|质监|食药/,
  知产: /知识产权|知产/,
  税务: /税务|国税|地税/,
  工信: /工信|工业和信息|经信|经济和信息|经济发展|经发|工业信息|民营经济|中小企业/,
  发改: /发改|发展和改革|发展改革|计委/,
  自规: /自然资源|自规|资规|国土|规划/,
  登记: /不动产/,
  住建: /住建|住房|建设局|城乡建设|建委|建设和/,
  公积金: /公积金/,
  城管: /城管|城市管理|综合行政执法|综合执法|市容|环卫|园林|市政/,
  环保: /生态环境|环保|环境保护/,
  金融: /金融|人行|人民银行/,
  审批: /审批|政务服务|行政服务|政务中心|政数|数据局|大数据|一网通/,
  通信: /通信|通管|电信|联通|移动|铁塔|网信|无线电/,
  消防: /消防/,
  应急: /应急|安监|安全生产/,
  商务: /商务|投促|招商|投资促进|贸促|商贸/,
  科技: /科技|科学技术|科创|创新局/,
  海关: /海关|口岸|商检|关区/,
  财政: /财政/,
  司法: /司法局|司法厅|法治/,
  法院: /法院/,
  交易: /公共资源|交易中心|招投标|招标|采购中心/,
  农业: /农业|农村|农委|畜牧/,
  卫健: /卫健|卫生|疾控/,
  文旅: /文旅|文化|旅游|文广|文体|新闻出版|宣传部/,
  民政: /民政/,
  残联: /残联|残疾人/,
  邮政: /邮政|快递/,
  统计: /统计/,
  气象: /气象/,
  总工会: /工会/,
  纪检: /纪委|纪检|监委|监察|作风|效能/,
  信访: /信访|热线|12345/,
  园区: /管委会|开发区|园区|高新区|经开区|产业园|工业园|保税区|新区|集聚区|科技城|自贸区/,
} as const;

export type Kind = keyof typeof KINDS;
const ALL = Object.entries(KINDS) as [Kind, RegExp][];

/** What a body is, by its names. A police body of traffic is not the police; a park's office is a park first. */
export function kindsOf(names: readonly string[]): Set<Kind> {
  const said = names.join(" ");
  const kinds = new Set(ALL.filter(([, sign]) => sign.test(said)).map(([kind]) => kind));
  if (kinds.has("交警")) for (const wider of ["公安", "交通"] as const) kinds.delete(wider);
  if (kinds.has("公交")) kinds.delete("交通");
  if (kinds.has("登记")) kinds.delete("自规");
  if (kinds.has("知产") && !/市场监|市监/.test(said)) kinds.delete("市监");
  if (/城乡建设|住建|住房/.test(said)) kinds.delete("自规");
  if (/供水|自来水|水务集团|水司|水业/.test(said)) kinds.delete("水利");
  if (/通信|通管/.test(said)) kinds.delete("交通");
  return kinds;
}
