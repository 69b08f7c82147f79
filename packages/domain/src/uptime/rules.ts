import type { OutageCause } from './ledger.ts';
import { atMost, intersect, type Span, subtract, total, union } from './spans.ts';

/**
 * Why an outage may not count: our own server was not running (nothing was observed), a maintenance window, put out of
 * service on purpose, the grid, vandalism, a natural disaster, the car, the mobile or fixed network.
 */
export const exclusionKinds = ['server', 'maintenance', 'planned', 'utility', 'vandalism', 'disaster', 'vehicle', 'network'] as const;
export type ExclusionKind = (typeof exclusionKinds)[number];
export interface Exclusion extends Span {
  kind: ExclusionKind;
}
export interface Outage extends Span {
  cause: OutageCause;
  exclusions: readonly Exclusion[];
}
/** What was observed of a charging port: what charges one car at a time, an EVSE with one or more connectors. */
export interface PortBook {
  /** Known since; before it nothing counts. */
  since: number;
  /** One list a connector. */
  connectors: readonly (readonly Outage[])[];
  /** A car was charging: whatever else was heard, it worked. */
  proved: readonly Span[];
  /** Our server was not running. */
  unobserved: readonly Span[];
}
/** Minutes, and the percentage by the rule's own formula; null where nothing was observed. */
export interface UptimeFigure {
  percent: number | null;
  outageMinutes: number;
  excludedMinutes: number;
  /** Of the period; in formulas with a fixed year, that year. */
  periodMinutes: number;
  isMet: boolean | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
export const yearMinutes = 525_600;

/** When no connector of the port could charge, and which part of that is excluded for these kinds. */
interface Down {
  spans: Span[];
  of: (kinds: readonly ExclusionKind[]) => Span[];
}

/**
 * A port is down while all of its connectors are. A part is excluded when it is at any of them: but for that cause this
 * one would have charged.
 */
function downOf({ connectors, proved, since, unobserved }: PortBook, period: Span, isDown = (_: Outage) => true): Down {
  const window = [{ from: Math.max(period.from, since), until: period.until }];
  const each = connectors.map((outages) => outages.filter(isDown));
  const [first = [], ...rest] = each.map((outages) => union(outages));
  const all = connectors.length === 0 ? [] : rest.reduce<Span[]>((down, other) => intersect(down, other), first);
  const spans = intersect(subtract(all, proved), window);
  return {
    spans,
    of: (kinds) => {
      const excluded = each.flat().flatMap(({ exclusions, ...outage }) =>
        intersect(
          exclusions.filter(({ kind }) => kinds.includes(kind)),
          [outage],
        ),
      );
      return intersect(spans, [...excluded, ...(kinds.includes('server') ? unobserved : [])]);
    },
  };
}

function figureOf(
  down: readonly Span[],
  excluded: readonly Span[],
  { periodMs, least }: { periodMs: number; least: (percent: number) => boolean },
): UptimeFigure {
  const [outage, out] = [total(down), total(excluded)];
  const percent = periodMs <= 0 ? null : ((periodMs - (outage - out)) / periodMs) * 100;
  return {
    percent,
    outageMinutes: outage / minuteMs,
    excludedMinutes: out / minuteMs,
    periodMinutes: Math.max(0, periodMs) / minuteMs,
    isMet: percent === null ? null : least(percent),
  };
}

/** As a driver counts: could a session start, or was one running? Nothing excuses but that nobody looked: our own downtime is left out. */
export function driverUptime(book: PortBook, period: Span): UptimeFigure {
  const observed = subtract([{ from: Math.max(period.from, book.since), until: period.until }], book.unobserved);
  const down = intersect(downOf(book, period).spans, observed);
  // What followed from our downtime, stations finding back, is no outage of theirs.
  const ours = downOf(book, period).of(['server']);
  return figureOf(subtract(down, ours), [], { periodMs: total(observed), least: (percent) => percent >= 99 });
}

const nevi: readonly ExclusionKind[] = ['server', 'maintenance', 'planned', 'utility', 'vandalism', 'disaster', 'vehicle'];

/**
 * 23 CFR 680.116(b): µ = (525,600 − (T_outage − T_excluded)) / 525,600 of the twelve months before `until`, more than
 * 97 % for each charging port. Excluded: interruptions of the electric utility, the vehicle's fault, scheduled
 * maintenance, vandalism, natural disasters. A lost connection counts: up means hardware and software are online.
 */
export function neviUptime(book: PortBook, until: number): UptimeFigure {
  const periodMs = yearMinutes * minuteMs;
  const down = downOf(book, { from: until - periodMs, until });
  return figureOf(down.spans, down.of(nevi), { periodMs, least: (percent) => percent > 97 });
}

const vandalismMs = 10 * dayMs;
const plannedMs = 72 * 3_600_000;

/**
 * California Energy Commission, EV Charger Data and Reliability Standards (AB 2061, AB 126): 97 % for each port of a DC
 * fast charger. Excluded: vandalism up to 10 days an incident, loss of grid power, natural disasters, planned
 * maintenance up to 72 hours a year. The time before the port was known is not part of the period.
 */
export function californiaUptime(book: PortBook, period: Span): UptimeFigure {
  const down = downOf(book, period);
  const incidents = book.connectors.flat().flatMap((outage) =>
    atMost(
      intersect(
        outage.exclusions.filter(({ kind }) => kind === 'vandalism'),
        [outage],
      ),
      vandalismMs,
    ),
  );
  const excluded = [
    ...down.of(['server', 'utility', 'disaster']),
    ...intersect(down.spans, incidents),
    ...atMost(down.of(['maintenance', 'planned']), plannedMs),
  ];
  return figureOf(down.spans, excluded, {
    periodMs: period.until - Math.max(period.from, book.since),
    least: (percent) => percent >= 97,
  });
}

/**
 * The Public Charge Point Regulations 2023 (SI 2023/1168), reg. 7: a network of rapid charge points (50 kW and more) is
 * on average reliable for 99 % of each calendar year. By OCPI's EVSE status: available, charging, reserved work;
 * inoperative and out of order do not; unknown, which is what a lost connection is told as, is not measured. Nothing
 * else is excused, maintenance neither.
 */
export function ukReliability(rapid: readonly PortBook[], year: Span): UptimeFigure {
  let [working, broken] = [0, 0];
  for (const book of rapid) {
    const window = [{ from: Math.max(year.from, book.since), until: year.until }];
    const notWorking = downOf(book, year, ({ cause }) => cause !== 'offline').spans;
    const unknown = subtract(downOf(book, year).spans, notWorking);
    const measured = subtract(window, [...unknown, ...book.unobserved]);
    const down = intersect(notWorking, measured);
    broken += total(down);
    working += total(measured) - total(down);
  }
  const periodMs = working + broken;
  const percent = periodMs === 0 ? null : (working / periodMs) * 100;
  return {
    percent,
    outageMinutes: broken / minuteMs,
    excludedMinutes: 0,
    periodMinutes: periodMs / minuteMs,
    isMet: percent === null ? null : percent >= 99,
  };
}

/** Stations back off before they call again: so long a lost connection still follows from our own downtime. */
export const returnGraceMs = 5 * minuteMs;

/** The part of an outage that is our server's: what falls into its downtime, and for a connection lost with it the way back. */
export function serverPart(outage: Pick<Outage, 'cause' | 'from' | 'until'>, downtimes: readonly Span[]): Span[] {
  return downtimes.flatMap(({ from, until }) => {
    const isByIt = outage.cause === 'offline' && outage.from >= from - minuteMs && outage.from <= until;
    return intersect([outage], [{ from: isByIt ? from - minuteMs : from, until: isByIt ? until + returnGraceMs : until }]);
  });
}
