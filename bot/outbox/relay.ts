import type { App } from "../app.ts";

/** A reply that another process wrote waits so long at most. */
const LOOK_MS = 500;
const AT_ONCE = 50;

/**
 * Looks for messages that other processes have left to this one, since it has the connection that they need. Rows, not
 * the queue: a job goes to any worker.
 */
export function openRelay(app: App, onError: (error: unknown, about: string) => void) {
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let going = false;
  const look = () => {
    looking = app.dispatcher
      .sendHeld(AT_ONCE)
      .then(() => {})
      .catch((error) => onError(error, "relay"))
      .finally(() => {
        if (going) timer = setTimeout(look, LOOK_MS);
      });
  };
  return {
    start() {
      going = true;
      look();
    },
    async stop() {
      going = false;
      clearTimeout(timer);
      await looking;
    },
  };
}
