import { enumerated } from "./lists.ts";

export interface GuideGapWords {
  title: string;
  missing: string[];
  /** Named, with nothing written under it. */
  empty: string[];
}

const lack = ({ missing, empty }: GuideGapWords): string =>
  [
    missing.length ? `缺${missing.length}项：${enumerated(missing)}` : "",
    empty.length ? `有名无内容：${enumerated(empty)}` : "",
  ]
    .filter(Boolean)
    .join("；");

/** What one guide lacks. */
export const sayGaps = (gaps: GuideGapWords, wanted: number): string =>
  gaps.missing.length + gaps.empty.length === 0
    ? `《${gaps.title}》${wanted}项要素齐全。`
    : `《${gaps.title}》应有${wanted}项要素，${lack(gaps)}。补好后重新导入即可。`;

export const sayNoGuide = (title: string, free: boolean): string =>
  free ? `《${title}》是免申即享，不要求配指南。` : `《${title}》还没有配指南，请补一份。`;

export const noSuchPolicy = (words: string): string => `目录中未查到“${words}”对应的政策，请写政策名称。`;

/** The guides that lack most, and how many there are in all. */
export const sayAllGaps = (worst: readonly GuideGapWords[], all: number, wanted: number): string =>
  all === 0
    ? `现行指南${wanted}项要素都齐全。`
    : [
        `有${all}份现行指南要素不全（应有${wanted}项）：`,
        ...worst.map((one, i) => `${i + 1}. 《${one.title}》${lack(one)}`),
        ...(all > worst.length ? [`其余${all - worst.length}份略，问某一项政策的指南可以单独看。`] : []),
      ].join("\n");
