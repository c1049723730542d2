import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

export interface LetterInput {
  ticketNo: string;
  kind: "约谈" | "曝光";
  text: string;
  /** The draft as a file; empty where none was made. */
  files: { name: string; bytes: number; path: string }[];
  proposedAt: Date;
}

export const addLetter = (tx: Tx, { files, ...letter }: LetterInput) =>
  tx.letter.create({ data: { ...letter, file: json(files) } });

/** Letters that wait for a decision, oldest first. */
export const openLetters = async (tx: Tx) =>
  (await tx.letter.findMany({ where: { state: "proposed" }, orderBy: { id: "asc" } })).map(({ file, ...letter }) => ({
    ...letter,
    files: file as { name: string; bytes: number; path: string }[],
  }));

/** False when somebody has decided already. */
export async function decideLetter(
  tx: Tx,
  id: bigint,
  state: "agreed" | "held",
  decidedBy: string,
  decidedAt: Date,
): Promise<boolean> {
  const { count } = await tx.letter.updateMany({
    where: { id, state: "proposed" },
    data: { state, decidedBy, decidedAt },
  });
  return count > 0;
}
