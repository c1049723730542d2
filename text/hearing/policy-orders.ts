import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { redemptionOrder } from "./redemption.ts";

/** What is said of policies as a matter of one's own company, or of companies that one looks after. */
export function policyOrder(text: string, hat: Hat): Act | undefined {
  return redemptionOrder(text, hat);
}
