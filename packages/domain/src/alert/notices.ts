import type { Instant } from '../reading.ts';
import { type QuietHours, quietUntil } from './quiet.ts';

/** Why somebody is told of an alert. `test`: of a channel, `gaveUp`: a recipe asks for a person. */
export const occasions = ['opened', 'grew', 'escalated', 'ended', 'test', 'gaveUp'] as const;
export type Occasion = (typeof occasions)[number];

export interface EscalationStep {
  /** After the alert was first told. */
  afterMinutes: number;
  /** Empty: the standard channels. */
  channelIds: readonly number[];
}
/** What is known of an alert when it is decided who is told. */
export interface AlertProgress {
  openedAt: Instant;
  endedAt: Instant | null;
  acknowledgedAt: Instant | null;
  /** Things that it is about, ever. */
  items: number;
  /** How many steps of the escalation have been taken. */
  step: number;
  toldAt: Instant | null;
  toldItems: number;
}
export interface Telling {
  steps: readonly EscalationStep[];
  /** More of it is told no sooner than that after the last word. */
  groupMs: number;
  tellEnd: boolean;
  quiet: QuietHours | null;
}
export interface Notice {
  occasion: Occasion;
  /** The steps whose channels are told. */
  steps: readonly number[];
  /** Tells repeats of one occasion apart. */
  number: number;
}
export interface Decided {
  notices: Notice[];
  step: number;
  toldAt: Instant | null;
  toldItems: number;
  /** When to look again if nothing changes; null: never. */
  again: Instant | null;
}

/** What comes within this time of the first is told in one word with it. ms */
export const gatherMs = 20_000;
const minuteMs = 60_000;

/**
 * Who is told now. The first word waits a moment, so that a flood is one; more of the same is told at most every `groupMs`;
 * each step of the escalation comes once, and none after somebody took note; the end is told to those who heard of the beginning.
 */
export function decideNotices(alert: AlertProgress, telling: Telling, at: Instant): Decided {
  const { openedAt, endedAt, acknowledgedAt, items, step, toldAt, toldItems } = alert;
  const same = { step, toldAt, toldItems };
  const silence: Decided = { notices: [], ...same, again: null };
  if (endedAt !== null && (toldAt === null || !telling.tellEnd)) return silence;
  const waitsUntil = telling.quiet === null ? null : quietUntil(telling.quiet, at);
  if (waitsUntil !== null) return { ...silence, again: waitsUntil };
  if (endedAt !== null) return { ...silence, notices: [{ occasion: 'ended', steps: range(0, step), number: 1 }] };
  if (acknowledgedAt !== null) return silence;

  // Steps are counted from the moment the first word could be said, not from each other.
  const dueAt = (index: number): Instant => openedAt + gatherMs + (telling.steps[index]?.afterMinutes ?? 0) * minuteMs;
  let next = step;
  while (next < telling.steps.length && dueAt(next) <= at) next += 1;
  const notices: Notice[] = [];
  if (next > step) notices.push({ occasion: step === 0 ? 'opened' : 'escalated', steps: range(step, next), number: next });
  const grew = toldAt !== null && items > toldItems && toldAt + telling.groupMs <= at;
  if (grew) notices.push({ occasion: 'grew', steps: range(0, step), number: items });
  const told = notices.length > 0 ? { toldAt: at, toldItems: items } : { toldAt, toldItems };
  const stepAt = next < telling.steps.length ? dueAt(next) : null;
  const moreAt = told.toldAt !== null && items > told.toldItems ? told.toldAt + telling.groupMs : null;
  return { notices, step: next, ...told, again: earliest(stepAt, moreAt) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
function earliest(...moments: (Instant | null)[]): Instant | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
