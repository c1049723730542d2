import { describe, expect, test } from "vitest";
import { open as openCallback, seal, signature } from "../../bot/channels/wecom/crypto.ts";
import { parseXml } from "../../bot/channels/wecom/xml.ts";

const secrets = {
  token: "Tk7",
  encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
  receiveId: "ww0000000000000001",
};

describe("the cipher", () => {
  const keys = { ...secrets, maxAgeS: 0 };
  const query = (encrypt: string) => ({
    timestamp: "1",
    nonce: "n",
    msg_signature: signature(secrets.token, "1", "n", encrypt),
  });

  test("opens what it sealed", () => {
    for (const message of ["", "a", "字".repeat(5_000), "😀\u0000"]) {
      const sealed = seal(keys, message, "1", "n");
      expect(openCallback(keys, sealed, sealed.encrypt, new Date())).toBe(message);
    }
  });

  test("refuses a changed byte anywhere, signed anew or not", () => {
    const sealed = seal(keys, "<xml><MsgType>text</MsgType></xml>", "1", "n");
    const bytes = Buffer.from(sealed.encrypt, "base64");
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      const encrypt = changed.toString("base64");
      expect(() => openCallback(keys, sealed, encrypt, new Date())).toThrow("signature");
      // Signed by one who knows the token but not the key: the header's length, the receiver or the padding give it away,
      // or the text is no longer XML; a flipped bit inside the text block is the one thing CBC cannot tell.
      const outcome = (() => {
        try {
          return parseXml(openCallback(keys, query(encrypt), encrypt, new Date()));
        } catch {
          return "refused";
        }
      })();
      if (i >= bytes.length - 48) expect(outcome).toBe("refused");
    }
  });

  test.each(["", "a".repeat(42), "a".repeat(44), `${"a".repeat(42)}=`, `${"a".repeat(42)}$`])(
    "refuses the key %j",
    (encodingAesKey) => {
      expect(() => seal({ ...keys, encodingAesKey }, "x", "1", "n")).toThrow("43");
    },
  );
});
