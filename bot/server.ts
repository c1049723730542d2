import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface RunningServer {
  /** Where a browser on this machine finds it. */
  url: string;
  stop(): Promise<void>;
}

/** Serves `app`. @throws a sentence for the operator when the address can not be had */
export function startServer(app: Hono, { host, port }: { host: string; port: number }): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }) as Server;
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(reasonOf(error, host, port))));
    server.once("listening", () => {
      const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
      resolve({
        url: `http://${shown.includes(":") ? `[${shown}]` : shown}:${(server.address() as AddressInfo).port}`,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            // A page that watches a chat live keeps its request open for as long as it is shown.
            server.closeAllConnections();
          }),
      });
    });
  });
}

function reasonOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `port ${port} of ${host} is taken by another program. Choose another: PORT=${port + 1} npm start`;
  if (error.code === "EACCES")
    return `port ${port} needs rights that this account does not have; choose one above 1023`;
  if (error.code === "EADDRNOTAVAIL") return `HOST names ${host}, which is not an address of this machine`;
  return error.message;
}
