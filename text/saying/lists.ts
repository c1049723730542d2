/** "一项" alone, or "1. …" lines where there are several. */
export const numbered = (lines: string[]): string =>
  lines.length === 1 ? lines[0]! : lines.map((line, i) => `${i + 1}. ${line}`).join("\n");

/** "甲、乙、丙". */
export const enumerated = (items: string[]): string => items.join("、");

/** The text cut to so many characters, with a sign that it was cut. */
export const cut = (text: string, most: number): string => {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : characters.join("");
};

/** One sentence, closed: a full stop is added where the words end without any. */
export const closed = (text: string): string => (/[。！？…）]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`);
