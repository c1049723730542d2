import type { Bundle, ServicePromise } from "../../domain/services.ts";
import { enumerated } from "./lists.ts";

const sayTerm = ({ days, unit }: Pick<ServicePromise, "days" | "unit">): string =>
  `${days}${unit === "working" ? "个工作日" : "天"}内办结`;

/** A bundle as one list: where it is handed in, which departments in which order, and what to bring. */
export function sayBundle(bundle: Bundle, nameOf: (department: string) => string): string {
  const departments = [...new Set(bundle.steps.map(({ department }) => nameOf(department)))];
  const steps = bundle.steps.map(
    ({ name, department, days }, i) =>
      `${i + 1}. ${name}：${nameOf(department)}${days === undefined ? "" : `，${days === 0 ? "当日" : `${days}个工作日`}`}`,
  );
  return [
    `“${bundle.name}”可以一次办，不用挨个部门跑：`,
    `在哪办：${bundle.window}${bundle.phone ? `，电话${bundle.phone}` : ""}，一个窗口收件，后面由窗口转给${departments.length}个部门。`,
    "按这个顺序办：",
    ...steps,
    ...(bundle.materials.length ? [`带这些材料：${enumerated(bundle.materials)}。`] : []),
    ...(bundle.source ? [`依据：${bundle.source}`] : []),
  ].join("\n");
}

/** What is promised of a service, with its source: the answer to "多久". */
export function sayPromises(promises: readonly ServicePromise[], nameOf: (department: string) => string): string {
  const first = promises[0]!;
  const department = first.department ? `，由${nameOf(first.department)}办理` : "";
  const source = [...new Set(promises.flatMap((one) => one.source ?? []))];
  const basis = source.length ? `承诺来源：${enumerated(source)}。` : "";
  if (promises.length === 1) return `${withVariant(first)}承诺${sayTerm(first)}，从受理之日算起${department}。${basis}`;
  const each = promises.map((one) => `${one.variant ?? one.name}${sayTerm(one)}`);
  return `${first.name}的承诺：${each.join("；")}。都从受理之日算起${department}。${basis}`;
}

export const offerClock = "如果已经超过承诺时间，把受理日期告诉我，我马上登记督办。";

const withVariant = ({ name, variant }: ServicePromise): string => (variant ? `${name}（${variant}）` : name);

/** Beside the dates of a ticket about this service: what its own promise is. It moves none of them. */
export const sayPromiseBeside = (promises: readonly ServicePromise[]): string =>
  `服务承诺：${promises.map((one) => `${withVariant(one)}${sayTerm(one)}`).join("，")}（自受理之日起${sourceOf(promises)}）`;

function sourceOf(promises: readonly ServicePromise[]): string {
  const source = [...new Set(promises.flatMap((one) => one.source ?? []))];
  return source.length ? `，${enumerated(source)}` : "";
}
