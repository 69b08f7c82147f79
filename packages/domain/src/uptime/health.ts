/** What was seen of a station in the last 30 days. */
export interface HealthFacts {
  /** As a driver counts, %; null: nothing observed. */
  uptime: number | null;
  /** Connectors that cannot charge right now. */
  downNow: number;
  connectors: number;
  /** Lost connections. */
  drops: number;
  days: number;
  sessions: number;
  /** Sessions that ended with next to no energy. */
  failedSessions: number;
  clockSkewMs: number | null;
}
export const healthReasons = ['downtime', 'downNow', 'drops', 'failedSessions', 'clock'] as const;
export interface Health {
  /** 0 … 100. */
  score: number;
  grade: 'good' | 'watch' | 'poor';
  /** What cost how many points, the worst first; `value`: what was seen (%, count, per day, %, s). */
  reasons: { code: (typeof healthReasons)[number]; points: number; value: number }[];
}

/** Fewer say nothing about a station. */
const leastSessions = 5;

export function healthOf(facts: HealthFacts): Health {
  const { uptime, downNow, connectors, drops, days, sessions, failedSessions, clockSkewMs } = facts;
  const perDay = days > 0 ? drops / days : 0;
  const failed = sessions >= leastSessions ? (failedSessions / sessions) * 100 : 0;
  const skew = Math.abs(clockSkewMs ?? 0) / 1000;
  const reasons: Health['reasons'] = [
    { code: 'downtime', points: uptime === null ? 0 : Math.min(50, (100 - uptime) * 2.5), value: uptime === null ? 0 : 100 - uptime },
    { code: 'downNow', points: connectors === 0 ? 0 : (downNow / connectors) * 20, value: downNow },
    { code: 'drops', points: perDay < 0.5 ? 0 : Math.min(15, perDay * 3), value: perDay },
    { code: 'failedSessions', points: failed < 5 ? 0 : Math.min(25, failed * 0.5), value: failed },
    { code: 'clock', points: skew < 60 ? 0 : 5, value: skew },
  ];
  const told = reasons
    .map((reason) => ({ ...reason, points: Math.round(reason.points) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points);
  const score = Math.max(0, 100 - told.reduce((sum, { points }) => sum + points, 0));
  return { score, grade: score >= 85 ? 'good' : score >= 60 ? 'watch' : 'poor', reasons: told };
}
