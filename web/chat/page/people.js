import { element } from "./dom.js";

const ROLES = [
  ["enterprise", "企业"],
  ["cadre", "联络干部"],
  ["dept", "部门经办人"],
  ["dept_leader", "部门负责人"],
  ["admin", "营商办"],
  ["leader", "领导"],
  ["other", "其他人"],
];

export const roleOf = (role) => ROLES.find(([id]) => id === role)?.[1] ?? "";

export const face = (name, role) =>
  element("span", { class: `face ${role}`, "aria-hidden": "true" }, [...name][0] ?? "");

const badge = (count) =>
  count > 0
    ? element("span", { class: "badge", "aria-label": `${count}条未读` }, count > 99 ? "99+" : String(count))
    : null;

/** The list of people by role; the chosen one's chats stand under the name. */
export function showPeople(place, { people, chosen, chat, unread, choosePerson, chooseChat }) {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = place.scrollTop;
  place.replaceChildren(
    ...ROLES.flatMap(([role, label]) => {
      const these = people.filter((person) => person.role === role);
      if (these.length === 0) return [];
      return [
        element("h2", {}, label),
        element(
          "ul",
          {},
          ...these.map((person) => {
            const open = person.id === chosen;
            return element(
              "li",
              {},
              element(
                "button",
                {
                  type: "button",
                  class: "person",
                  "aria-expanded": String(open),
                  "data-key": `person ${person.id}`,
                  "data-person": person.id,
                  onclick: () => choosePerson(person.id),
                },
                face(person.name, person.role),
                element(
                  "span",
                  { class: "label" },
                  person.name,
                  " ",
                  element("span", { class: "role" }, person.of || label),
                ),
                badge(open ? 0 : unread.ofPerson(person)),
              ),
              open
                ? element(
                    "ul",
                    { class: "chats" },
                    ...person.chats.map((one) =>
                      element(
                        "li",
                        {},
                        element(
                          "button",
                          {
                            type: "button",
                            "aria-current": one.key === chat ? "true" : undefined,
                            "data-key": `chat ${one.key}`,
                            "data-chat": one.key,
                            onclick: () => chooseChat(one.key),
                          },
                          element("span", { class: "label" }, one.kind === "group" ? one.name : `${one.name}（私聊）`),
                          badge(unread.of(person.id, one.key)),
                        ),
                      ),
                    ),
                  )
                : null,
            );
          }),
        ),
      ];
    }),
  );
  place.scrollTop = scrolled;
  if (focused) [...place.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focused)?.focus();
}
