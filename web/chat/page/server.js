/** What went wrong, in words for the page's reader. */
export class Failed extends Error {}

async function answered(asking) {
  let response;
  try {
    response = await asking;
  } catch {
    throw new Failed("连不上小助手，请确认程序还在运行，然后再试一次。");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Failed(body.error ?? "没有成功，请再试一次。");
  return body;
}

const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined)).toString();

export const get = (path, values = {}) => answered(fetch(`/chat/${path}?${query(values)}`));

export const address = (path, values) => `/chat/${path}?${query(values)}`;

export const post = (path, values) =>
  answered(
    fetch(`/chat/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(values),
    }),
  );

export function postForm(path, values) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) form.append(name, value);
  return answered(fetch(`/chat/${path}`, { method: "POST", body: form }));
}

/** An id that no other message has. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
