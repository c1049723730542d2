/** Makes an element. Children that are strings become text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

let hiding;

/** Says something above the chat, for a while. */
export function notice(text, { bad = false, stays = false } = {}) {
  const place = byId("notice");
  place.textContent = text;
  place.className = bad ? "notice bad" : "notice";
  place.hidden = text === "";
  clearTimeout(hiding);
  if (!stays) hiding = setTimeout(() => notice("", { stays: true }), bad ? 10_000 : 5_000);
}
