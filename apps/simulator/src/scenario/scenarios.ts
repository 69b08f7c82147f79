type Range = readonly [low: number, high: number];

/** How a car park is used. Times are minutes of the world; chances are per session. */
export interface Scenario {
  what: string;
  /** Between two cars at one EVSE; null: nobody comes. */
  gap: Range | null;
  /** Before the first car; as `gap` when left out. */
  firstGap?: Range;
  stay: Range;
  /** Arrival hours (UTC) outside which nobody comes; null: always. */
  hours: Range | null;
  chances: { pause: number; offline: number; fault: number; refusedCard: number; stopByCard: number };
}

const calm = { pause: 0, offline: 0, fault: 0, refusedCard: 0, stopByCard: 0 };

export const scenarios = {
  idle: { what: 'stations boot and send heartbeats, no car comes', gap: null, stay: [0, 0], hours: null, chances: calm },
  sessions: {
    what: 'one session after the other at every EVSE, nothing goes wrong',
    gap: [1, 3],
    stay: [10, 40],
    hours: null,
    chances: { ...calm, stopByCard: 0.5 },
  },
  busy: {
    what: 'a busy site: pauses, lost connections, a fault and a refused card now and then',
    gap: [2, 20],
    stay: [15, 120],
    hours: null,
    chances: { pause: 0.15, offline: 0.08, fault: 0.02, refusedCard: 0.05, stopByCard: 0.4 },
  },
  commute: {
    what: 'a workplace: cars come in the morning and stay the day',
    gap: [20, 240],
    stay: [240, 540],
    hours: [6, 10],
    chances: { ...calm, pause: 0.2, offline: 0.03, stopByCard: 0.3 },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}
