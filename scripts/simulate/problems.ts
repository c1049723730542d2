/** What companies of the simulated season bring up, what the owner promises and what becomes of it. */
export interface Problem {
  says: string;
  lead: string;
  promise: string;
  result: string;
}

export const PROBLEMS: Problem[] = [
  { says: "3号车间老跳闸", lead: "供电局", promise: "增容", result: "供电局已更换变压器并增容，3号车间不再跳闸" },
  { says: "高峰时段电压不稳", lead: "供电局", promise: "上门检测", result: "供电局已上门检测并调整线路，电压恢复稳定" },
  { says: "厂区水压太低", lead: "水务公司", promise: "加装增压泵", result: "水务公司已加装增压泵，水压恢复正常" },
  { says: "天然气报装排不上", lead: "燃气公司", promise: "完成报装", result: "燃气公司已完成报装并通气" },
  {
    says: "缺二十个普工招不到",
    lead: "人社局",
    promise: "组织招聘会",
    result: "人社局已组织专场招聘会，招到普工二十二人",
  },
  { says: "社保补缴一直没办下来", lead: "人社局", promise: "办结补缴", result: "人社局已办完社保补缴，系统已更新" },
  { says: "厂门口井盖坏了", lead: "城管局", promise: "更换井盖", result: "城管局已更换井盖并修补路面" },
  { says: "园区北路路灯不亮", lead: "城管局", promise: "修好路灯", result: "城管局已更换灯具，北路路灯全部亮了" },
  { says: "下夜班没有公交", lead: "交通局", promise: "加开晚班车", result: "交通局已加开晚班公交到二十二点" },
  { says: "货车通行证办不下来", lead: "交警大队", promise: "发放通行证", result: "交警大队已发放货车通行证三张" },
  { says: "客户拖欠账款半年", lead: "工信局", promise: "约谈欠款方", result: "工信局已约谈欠款方，账款已到账" },
  { says: "营业执照变更卡住了", lead: "市监局", promise: "办好变更", result: "市监局已办好营业执照变更，新照已领" },
  { says: "留抵退税一直没到账", lead: "税务局", promise: "完成退税", result: "税务局已完成退税，款项到账" },
  { says: "员工子女入学没学位", lead: "教体局", promise: "落实学位", result: "教体局已安排学位，两名学生已入学" },
  { says: "公租房申请排队太久", lead: "住建局", promise: "安排房源", result: "住建局已安排公租房十间，员工已入住" },
  { says: "环评批复太慢", lead: "环保分局", promise: "出具批复", result: "环保分局已出具环评批复" },
  { says: "贷款利息太高融资难", lead: "金融办", promise: "对接银行", result: "金融办已对接银行，贷款已放款" },
  {
    says: "园区食堂太远员工没地方吃饭",
    lead: "园区办",
    promise: "开放共享食堂",
    result: "园区办已开放共享食堂，员工已用餐",
  },
];
