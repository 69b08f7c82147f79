import type { Instant } from '../reading.ts';
import type { TransferPhase } from '../transfer/transfer.ts';

/** running: goes on by itself · stopped: a rule of its plan stopped it · cancelled: what is under way is still followed */
export const campaignStates = ['running', 'paused', 'stopped', 'rollingBack', 'finished', 'rolledBack', 'cancelled'] as const;
export type CampaignState = (typeof campaignStates)[number];

/**
 * One station in it. waiting: its turn, or a condition, has not come · sending: stored, on its way to the station · following: it downloads and installs ·
 * watching: it has the version and is looked at · unchanged: to be rolled back, and has its former version anyway.
 */
export const updateStates = [
  'waiting',
  'sending',
  'following',
  'watching',
  'done',
  'failed',
  'skipped',
  'cancelled',
  'rolledBack',
  'unchanged',
] as const;
export type UpdateState = (typeof updateStates)[number];
export const endedStates: readonly UpdateState[] = ['done', 'failed', 'skipped', 'cancelled', 'rolledBack', 'unchanged'];

export const stopReasons = ['canaryFailed', 'tooManyFailed', 'notReturned', 'sessionsFail'] as const;
export type StopReason = (typeof stopReasons)[number];

/** signed: only stations that check the signature · signedWherePossible: plain for those that cannot · plain: for all */
export const signingModes = ['signed', 'signedWherePossible', 'plain'] as const;

export interface CampaignPlan {
  /** Stations that go first, before any other. */
  canary: number;
  /** How large the following waves are, percent of the stations after the canary; the last one takes the rest. */
  waves: readonly number[];
  /** Most stations under way at a time. */
  atOnce: number;
  /** Only between these hours on the wall of the site, `HH:MM`; past midnight where `from` is later than `to`. null: at any hour. */
  hours: { from: string; to: string } | null;
  /** A station that has it is looked at for so long before the next wave begins. */
  watchMinutes: number;
  /** Within which a station that restarts must be back. */
  returnMinutes: number;
  /** From sending to having it. */
  deadlineMinutes: number;
  /** How often it is sent to a station at most, and how long after a failure. */
  attempts: number;
  retryMinutes: number;
  /** Stations that are not met ready for so long are left out. */
  giveUpHours: number;
  /** The next wave begins when so many percent of all before are through; the others may come later. */
  proceedPercent: number;
  /** More failed stations than this of the canary stop it. */
  canaryFailures: number;
  /** More failed stations than so many percent stop it. */
  failurePercent: number;
  /** So many stations that do not return stop it. */
  lostStations: number;
  /** Fewer sessions with energy than before, by more than so many percentage points, stop it. null: not looked at. */
  sessionPoints: number | null;
  onRegression: 'stop' | 'rollBack';
  security: (typeof signingModes)[number];
}

export interface Campaign {
  state: CampaignState;
  reason: StopReason | null;
  plan: CampaignPlan;
  wave: number;
  waveAt: Instant;
  waves: number;
  createdAt: Instant;
  /** Failed stations that a person has seen and gone on in spite of. */
  forgiven: number;
}

export interface Update {
  stationId: number;
  wave: number;
  direction: 'forward' | 'back';
  state: UpdateState;
  /** What it waits for, or why it failed. */
  reason: string | null;
  attempt: number;
  isSigned: boolean;
  fromVersion: string | null;
  faultsBefore: number | null;
  sentAt: Instant | null;
  since: Instant;
  dueAt: Instant | null;
  wasSent: boolean;
}

/** What is known of the station now. */
export interface UpdateFacts {
  isConnected: boolean;
  /** A car charges, or is plugged in. */
  isBusy: boolean;
  /** The hours of the plan, on its site's clock. */
  isOpenHour: boolean;
  version: string | null;
  bootedAt: Instant | null;
  disconnectedAt: Instant | null;
  /** Connectors that are out of order. */
  faults: number;
  /** The command of the last attempt. */
  command: { status: string; reason: string | null; sentAt: Instant | null } | null;
  /** What the station told last of that command. */
  told: { phase: TransferPhase; status: string; at: Instant } | null;
  /** What is to be installed can be had: forward the firmware, back the one of before. */
  hasFirmware: boolean;
  /** Has it what is to be installed; what it had before. */
  isNew: boolean;
  isFormer: boolean;
}

/** Ended sessions, and those of them in which energy flowed. */
export interface SessionCount {
  ended: number;
  good: number;
}

export const isEnded = ({ state }: Pick<Update, 'state'>): boolean => endedStates.includes(state);
/** Between the message and the version. */
export const isUnderWay = ({ state }: Pick<Update, 'state'>): boolean => state === 'sending' || state === 'following';

/** Versions as makers write them: a leading v, case and blanks say nothing. */
export function sameVersion(a: string | null, b: string | null): boolean {
  const plain = (text: string): string =>
    text
      .trim()
      .toLowerCase()
      .replace(/^v(?=\d)/, '');
  return a !== null && b !== null && plain(a) === plain(b);
}

/** Minutes since midnight of `HH:MM`. */
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Is it within the hours? `msOfDay`: on the wall of the site. Equal ends mean the whole day. */
export function isWithinHours(hours: CampaignPlan['hours'], msOfDay: number): boolean {
  if (hours === null) return true;
  const [from, to, now] = [minutesOf(hours.from), minutesOf(hours.to), msOfDay / 60_000];
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** Which wave each of so many stations is in: 0 for the canary. */
export function wavesOf(count: number, { canary, waves }: Pick<CampaignPlan, 'canary' | 'waves'>): number[] {
  const first = Math.min(canary, count);
  const rest = count - first;
  const ends: number[] = [];
  let share = 0;
  for (const percent of waves) {
    share = Math.min(100, share + percent);
    ends.push(Math.ceil((rest * share) / 100));
  }
  const last = canary > 0 ? ends.length + 1 : ends.length;
  return Array.from({ length: count }, (_, index) => {
    if (index < first) return 0;
    const wave = ends.findIndex((end) => index - first < end);
    const offset = canary > 0 ? 1 : 0;
    return wave < 0 ? last : wave + offset;
  });
}
