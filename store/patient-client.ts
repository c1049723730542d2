import pg from "pg";

/**
 * A connection on which every statement waits for the one before. Prisma asks for the relations of a row side by side on
 * the one connection of a transaction; pg would put them in line itself, but warns and is about to refuse.
 */
export class PatientClient extends pg.Client {
  private before: Promise<unknown> = Promise.resolve();

  override query(...given: unknown[]): never {
    const run = super.query as (...args: unknown[]) => unknown;
    const [statement, ...rest] = given;
    const submits = typeof (statement as { submit?: unknown } | null)?.submit === "function";
    // Who hands over a callback or an object of its own has no promise to wait for.
    if (submits || typeof rest.at(-1) === "function") return run.apply(this, given) as never;
    const answer = this.before.then(() => run.apply(this, given));
    this.before = answer.catch(() => {});
    return answer as never;
  }
}
