import fc from "fast-check";
import type { Hono } from "hono";
import { expect } from "vitest";
import type { CallbackRequest } from "../../scripts/wecom-stub/callbacks.ts";

/** Ways to spoil a good callback: its address, its body, both. What is left is never the callback that was meant. */
const spoil = fc.record({
  query: fc.option(
    fc.record({
      name: fc.constantFrom("msg_signature", "timestamp", "nonce"),
      value: fc.oneof(fc.string(), fc.string({ unit: "binary", maxLength: 400 }), fc.constant(null)),
    }),
    { nil: null },
  ),
  body: fc.oneof(
    fc.record({ at: fc.nat(), value: fc.string({ unit: "binary", minLength: 1, maxLength: 6 }), cut: fc.nat(40) }),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom("", "<xml/>", "{}", "[]", "null", '{"encrypt":1}', "<xml><Encrypt></Encrypt></xml>", "\u0000"),
    fc.constantFrom("<!DOCTYPE a [<!ENTITY b 'c'>]><xml><Encrypt>&b;</Encrypt></xml>", "<xml>".repeat(3000)),
  ),
  method: fc.constantFrom("POST", "POST", "POST", "GET", "PUT"),
});

/** Sends `runs` spoilt forms of a good callback. None may change `state()`, none be answered 200 or 5xx. */
export async function fuzzCallback(
  app: Hono,
  good: CallbackRequest,
  state: () => unknown,
  runs = 1_000,
): Promise<void> {
  const before = JSON.stringify(state());
  await fc.assert(
    fc.asyncProperty(spoil, async ({ query, body, method }) => {
      const url = new URL(good.url);
      if (query?.value === null) url.searchParams.delete(query.name);
      else if (query) url.searchParams.set(query.name, query.value);
      const original = String(good.init.body);
      const text =
        typeof body === "string"
          ? body
          : original.slice(0, body.at % original.length) +
            body.value +
            original.slice((body.at % original.length) + body.cut);
      // White space around the cipher text is no harm: skip what is still the good one.
      if (text.replace(/\s/g, "") === original.replace(/\s/g, "")) return;
      const init = method === "GET" ? {} : { ...good.init, method, body: text };
      const response = await app.request(url.href, init);
      // The envelope's other fields are not signed: a change there leaves the callback what it was.
      if (response.status === 200) expect(encryptedOf(text)).toBe(encryptedOf(original));
      else expect(response.status).toBeLessThan(500);
    }),
    { numRuns: runs },
  );
  expect(JSON.stringify(state())).toBe(before);
}

const encryptedOf = (text: string): string =>
  (/<Encrypt>(?:<!\[CDATA\[)?\s*([A-Za-z0-9+/=]+)/.exec(text) ?? /"encrypt":\s*"([^"]+)"/.exec(text))?.[1] ?? text;

/** Well-signed callbacks with fuzzed content: stored or refused, never 5xx, never an exception. */
export async function fuzzContent<T>(
  content: fc.Arbitrary<T>,
  send: (content: T) => Promise<Response>,
  runs = 1_000,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(content, async (one) => {
      expect((await send(one)).status).toBeLessThan(500);
    }),
    { numRuns: runs },
  );
}
