import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

/** Nothing of the browser's own goes out to the network. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether tests in a browser have to be skipped: where there is none. On CI they must run. */
export const noBrowser = CHROMIUM === undefined && !process.env.CI;
if (noBrowser)
  console.warn("Skipped: tests in a browser. There is no chromium here (Debian: apt-get install chromium).");

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM ?? "", args: QUIET });
