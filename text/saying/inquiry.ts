import { sayDay } from "./dates.ts";
import type { TicketWords } from "./tickets.ts";

export const sayInquiryLeft = "好的，需要时再找我。";

export const sayInquiryOpened = (t: TicketWords, assigned: boolean): string =>
  `已登记咨询（${t.no}），${assigned ? `请${t.leadName}核实` : `${t.officeName}确认后请有关单位核实，拟由${t.leadName}答复`}，${
    t.replyBy ? `最迟${sayDay(t.replyBy)}答复您` : "有结果马上告诉您"
  }。`;
