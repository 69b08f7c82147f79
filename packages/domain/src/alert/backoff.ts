/** After so many tries a message is given up; with the waits below that is after about nine hours. */
export const mostAttempts = 14;

/** How long to wait after so many failed tries: 15 s, doubled each time, at most an hour. ms */
export function retryAfter(attempts: number): number {
  return Math.min(15_000 * 2 ** Math.max(attempts - 1, 0), 3_600_000);
}
