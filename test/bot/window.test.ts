import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PATIENCE, type SoFar, settlesAt } from "../../bot/conversation/window.ts";

const T0 = new Date("2026-09-14T09:00:00+08:00");
const waits = (soFar: Partial<SoFar>): number => {
  const whole: SoFar = {
    openedAt: T0,
    lastPieceAt: T0,
    addressed: true,
    inGroup: false,
    finished: false,
    begun: false,
    emergency: false,
    wordless: false,
    ...soFar,
  };
  return (settlesAt(whole).getTime() - T0.getTime()) / 1000;
};

describe("how long to wait for more", () => {
  test.each([
    ["a plain sentence in private", {}, 8],
    ["one without an end in a group, where others talk in between", { inGroup: true }, 20],
    ["one that is finished", { inGroup: true, finished: true }, 8],
    ["还有……", { begun: true }, 45],
    ["a picture without words", { wordless: true }, 45],
    ["what was not said to the bot", { addressed: false, inGroup: true }, 120],
    ["a finished answer in passing", { addressed: false, inGroup: true, finished: true }, 12],
    ["an emergency", { emergency: true, addressed: false }, 0],
  ])("%s", (_, soFar, seconds) => {
    expect(waits(soFar)).toBe(seconds);
  });

  test("never more than ten minutes after the first piece", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3600 }), fc.boolean(), fc.boolean(), (passed, addressed, begun) => {
        const lastPieceAt = new Date(T0.getTime() + passed * 1000);
        expect(waits({ lastPieceAt, addressed, begun })).toBeLessThanOrEqual(PATIENCE.most);
      }),
    );
  });
});
