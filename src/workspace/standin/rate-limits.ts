import type { Clock } from '../../clock.ts';

/** "About one a second with short bursts": the size of the burst is not documented. */
const BURST = 4;
const CALLS_A_MINUTE = { 1: 1, 2: 20, 3: 50, 4: 100 };

export type RateLimiter = {
  /** Seconds to wait before the next post in the channel; null: go on. */
  post(channelId: string): number | null;
  /** Seconds to wait before the next call of the method; null: go on. */
  call(method: string, tier: 1 | 2 | 3 | 4): number | null;
};

export function rateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  const recent = new Map<string, number[]>();
  return {
    post(channelId) {
      const nowMs = clock.now().getTime();
      const bucket = buckets.get(channelId) ?? { tokens: BURST, atMs: nowMs };
      bucket.tokens = Math.min(BURST, bucket.tokens + (nowMs - bucket.atMs) / 1000);
      bucket.atMs = nowMs;
      buckets.set(channelId, bucket);
      if (bucket.tokens < 1) return 1;
      bucket.tokens -= 1;
      return null;
    },
    call(method, tier) {
      const nowMs = clock.now().getTime();
      const within = (recent.get(method) ?? []).filter((atMs) => nowMs - atMs < 60_000);
      recent.set(method, within);
      const [oldestMs] = within;
      if (oldestMs !== undefined && within.length >= CALLS_A_MINUTE[tier]) {
        return Math.max(1, Math.ceil((oldestMs + 60_000 - nowMs) / 1000));
      }
      within.push(nowMs);
      return null;
    },
  };
}
