import { Redis } from "ioredis";

/** The Redis of this machine: `REDIS_URL` or the usual place; null when none answers there. */
export async function findRedis(): Promise<string | null> {
  const url = process.env.REDIS_URL || "redis://127.0.0.1:6379";
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on("error", () => {});
  try {
    await redis.connect();
    return url;
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}

/** Removes what a test left under its prefix. */
export async function clearRedis(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length) await redis.del(keys);
  await redis.quit();
}
