import type { MoveContext } from "../domain/moves.ts";
import type { Desk } from "./desk.ts";

export const contextOf = (desk: Desk): MoveContext => ({
  now: desk.now,
  rules: desk.town.rules,
  calendar: desk.calendar,
  zone: desk.town.zone,
  departments: desk.town.departments,
});
