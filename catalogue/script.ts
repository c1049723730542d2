import { Converter } from "opencc-js/t2cn";

/** Traditional characters as simplified ones; others stay. Length is kept. */
export const simplify: (text: string) => string = Converter({ from: "t", to: "cn" });
