const QUARTERS_OF_A_DAY_MS = [0, 6, 12, 18].map((hours) => hours * 3_600_000);
/** So many newer questions, of the older ones, can be put into their groups without missing new ones. */
const MOST_NEWER = 1 / 5;

/**
 * Until when a window's questions are its older ones, which are grouped together; the newer ones are put into their groups.
 * Midnight, or the first quarter of the day after which few enough came; null: all are grouped together. It depends on when
 * questions were first hurt, not on when Thumbline saw them, so that a window has the same gaps however it came about.
 * @param midnight the last one in the subscription's zone.
 */
export function olderUntil(firstAt: readonly Date[], midnight: Date, now: Date): Date | null {
  for (const later of QUARTERS_OF_A_DAY_MS) {
    const until = new Date(midnight.getTime() + later);
    if (until > now) break;
    const newer = firstAt.filter((instant) => instant >= until).length;
    if (newer <= (firstAt.length - newer) * MOST_NEWER) return newer === 0 ? null : until;
  }
  return null;
}
