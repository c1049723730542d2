import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { fromElsewhere, pageOnlyHere } from "../../text/saying/chat-page.ts";

/** Nothing is loaded from anywhere else, and the page stands in no frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Lets in only who came by an address of this machine, and changes only what the page itself asks for: another site's
 * script reaches a loopback server by a name that resolves to it, or by a form that posts to it.
 * @param open any numeric address will do: a name can be made to resolve to a foreign address, a number cannot
 */
export function guard(open: boolean): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("host") ?? new URL(context.req.url).host;
    if (!hostAllowed(host, open)) return context.json({ error: pageOnlyHere }, 403);
    const origin = context.req.header("origin");
    const site = context.req.header("sec-fetch-site");
    const foreign =
      (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) ||
      (context.req.method !== "GET" && site !== undefined && site !== "same-origin");
    if (foreign) return context.json({ error: fromElsewhere }, 403);
    await next();
    context.res.headers.set("X-Content-Type-Options", "nosniff");
    context.res.headers.set("Referrer-Policy", "no-referrer");
    context.res.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (!context.res.headers.has("Content-Security-Policy")) context.res.headers.set("Content-Security-Policy", POLICY);
  };
}

function hostAllowed(host: string, open: boolean): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "");
  if (name === "localhost" || name === "::1" || /^127\.\d+\.\d+\.\d+$/.test(name)) return true;
  return open && isIP(name) !== 0;
}
