import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { scratchServer } from "../../bot/embedded.ts";
import { migrate } from "../../store/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test asks for the run's PostgreSQL server; see `useDatabase`. */
    databaseDesk: string;
  }
}

/** The run's PostgreSQL server: `urls` of its template (migrated, empty) and of the database to give orders from. */
export interface TestServer {
  orders: string;
  template: string;
}

/**
 * One PostgreSQL server for a run of vitest, started when the first test asks for it and stopped at the end.
 * `TEST_DATABASE_URL` names one that runs already (quicker while you work); nothing needs to be set.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestServer & { stop(): Promise<void> }> | undefined;
  const desk = createServer(async (_request, response) => {
    try {
      started ??= start();
      response.end(JSON.stringify(await started));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => desk.listen(0, "127.0.0.1", resolve));
  project.provide("databaseDesk", `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await (await started?.catch(() => undefined))?.stop();
  };
}

async function start() {
  const given = process.env.TEST_DATABASE_URL;
  const server = given
    ? { url: (name: string) => Object.assign(new URL(given), { pathname: `/${name}` }).href, stop: async () => {} }
    : await scratchServer();
  const orders = given ?? server.url("postgres");
  const template = `qinqing_template_${process.pid}`;
  await order(orders, `CREATE DATABASE ${template}`);
  await migrate(server.url(template));
  return {
    orders,
    template: server.url(template),
    stop: async () => {
      if (given) await order(orders, `DROP DATABASE ${template}`);
      await server.stop();
    },
  };
}

async function order(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
