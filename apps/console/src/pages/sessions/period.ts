/** Days as the address bar holds them; instants as the API wants them, in the viewer's zone. */
export const periods = ['today', 'week', 'month', 'own'] as const;
export interface PeriodInUrl {
  period: string;
  from: string;
  to: string;
}

/** The span of a chosen period; `now` in epoch ms. Empty where there is no limit. `to` is the first moment after it. */
export function spanOf({ period, from, to }: PeriodInUrl, now: number): { from?: string; to?: string } {
  if (period === 'today') return { from: dayStart(now, 0) };
  if (period === 'week') return { from: dayStart(now, -6) };
  if (period === 'month') return { from: dayStart(now, -29) };
  if (period !== 'own') return {};
  const first = localDay(from, 0);
  const after = localDay(to, 1);
  return { ...(first ? { from: first } : {}), ...(after ? { to: after } : {}) };
}

function dayStart(now: number, days: number): string {
  const at = new Date(now);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).toISOString();
}

/** `2026-03-01` → the beginning of that day here (not in UTC), some days later. */
function localDay(text: string, days: number): string | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return null;
  const at = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + days);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
