import { expectTypeOf, test } from "vitest";
import type { CountedTicket } from "../../domain/bulletin.ts";
import type { TicketFields, TicketState } from "../../domain/ticket.ts";
import type { TicketChange, TicketRow } from "../../store/tickets.ts";

test("a row of the store is a ticket of the rules, and what a move changes fits the row", () => {
  expectTypeOf<TicketRow>().toExtend<TicketState>();
  expectTypeOf<TicketRow>().toExtend<CountedTicket>();
  expectTypeOf<Partial<TicketFields>>().toExtend<TicketChange>();
});
