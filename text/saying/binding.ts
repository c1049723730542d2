/** What is said when people and enterprises are tied, and untied. */

export const bound = (company: string): string => `已绑定${company}。以后反映问题、报名不用再报单位。`;

export const badCode = (office: string): string =>
  `这个邀请码无效、已过期或已用完。请向服务专员或${office}要一个新的。`;

export const tooManyTries = "试的次数太多，请一小时后再试，或请服务专员直接确认。不影响您现在反映问题。";

export const bindingAsked = (company: string): string =>
  `已请服务专员确认您是${company}的人，确认后告诉您。不影响您现在反映问题。`;

export const askBinding = (who: string, company: string): string =>
  `【绑定确认】${who}说自己是${company}的人，是否属实？请回复“是”或“不是”。`;

export const bindingRefused = (company: string): string => `没有确认到您是${company}的人。可以请企业把邀请码发给您。`;

export const bindingDone = (who: string, company: string): string => `已确认${who}为${company}的人。`;

export const bindingDenied = (who: string, company: string): string => `好的，没有把${who}绑定到${company}。`;

export const bindingSettled = "这个绑定申请已经处理过了。";

export const tooManyRequests = "您有几个绑定申请还在等确认，请先等回音，或向企业要邀请码。";

export const whatToBind = "请回复“绑定+企业邀请码”，或“我是××公司的××”。";

export const staffNotBound = "您是工作人员，不用绑定企业。要在另一个账号上用，请回复“给我自己开个绑定码”。";

export const ownInvitation = (code: string, until: string): string =>
  `您本人的绑定码：${code}\n只能用一次，${until}前有效。请用您的另一个账号私聊我发“绑定 ${code}”。不要给别人。`;

export const accountJoinedElsewhere = (office: string): string =>
  `您的绑定码已在另一个账号上用掉，两个账号以后算同一个人。不是您本人操作的，请马上联系${office}。`;

export const accountJoined = (name: string): string => `已认出您是${name}，两个账号以后算同一个人。`;

export const unbound = (company: string): string =>
  `已解除您和${company}的绑定。以后以个人身份也可以找我；到了新单位，请用新单位的邀请码绑定。`;

export const released = (company: string, office: string): string =>
  `您和${company}的绑定已由企业或${office}解除。有误请找企业负责人；以个人身份仍可以找我。`;

export const releasedNotice = (by: string, who: string, company: string): string =>
  `【解除绑定】${by}说${who}已不在${company}，绑定已解除。`;

export const releaseDone = (who: string, company: string): string =>
  `已解除${who}和${company}的绑定，他不再看得到企业的事。办理中的事项不受影响。`;

export const roleSet = (who: string, role: string): string => `已把${who}改为${role}。`;

export const headDecides = (office: string): string => `增减人员、改角色请由企业负责人、服务专员或${office}来说。`;

export const nobodyOfThatName = "没有找到这个人，请说清姓名。";

export const whichColleague = (written: string, options: string[]): string =>
  `“${written}”有${options.length}位：${options.join("、")}。请用全名再说一遍。`;

export const whichCompanysPeople = "请说清是哪家企业。";

export const peopleBound = (company: string, people: string[]): string =>
  people.length === 0 ? `${company}还没有人绑定。` : `${company}绑定了${people.length}人：${people.join("、")}。`;

export const notBound = "您现在没有绑定企业。";

export const unboundNotice = (who: string, company: string): string =>
  `【解除绑定】${who}说已不在${company}，绑定已解除。联系人有变的，请更新。`;

export const invitation = (code: string, company: string, role: string, uses: number, until: string): string =>
  `${company}${role}的邀请码：${code}\n可用${uses}次，${until}前有效。请转给企业的人，让他私聊我发“绑定 ${code}”。不要发在群里。`;

export const invitationSentAside = "邀请码已私下发给您。";

export const whichToInvite = "请说清是哪家企业，例如“给××公司开个邀请码”。";

export const whoInvites = (office: string): string => `邀请码由贵企业负责人、服务专员或${office}开，请向他们要。`;
