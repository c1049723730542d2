/** What stands on a printed 企业码. */

export const sheetTitle = "企业码";

export const codeLine = (code: string): string => `邀请码 ${code}`;

export const howToUse = (botName: string): string =>
  `扫码，或私聊${botName}发“绑定”加邀请码，即可反映问题、查政策、报名。`;

export const goodUntil = (role: string, uses: number, until: string): string =>
  `绑定为${role}，可用${uses}次，${until}前有效。请勿外传。`;
