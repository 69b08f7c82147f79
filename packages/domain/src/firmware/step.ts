import type { Instant } from '../reading.ts';
import { type Campaign, isEnded, isUnderWay, type SessionCount, type StopReason, type Update, type UpdateFacts } from './campaign.ts';
import { stepUpdate } from './update.ts';

/** Fewer ended sessions say nothing. */
const enoughSessions = 5;

export interface Seen {
  update: Update;
  facts: UpdateFacts;
}
export interface CampaignNow {
  campaign: Campaign;
  /** Every station of it, in its order. */
  stations: readonly Seen[];
  sessions: { before: SessionCount; after: SessionCount };
  now: Instant;
}
export interface Stepped {
  campaign: Campaign;
  /** Those that changed. */
  updates: Update[];
  /** Nothing of it can happen any more. */
  isOver: boolean;
}

/**
 * What a campaign does next: pure, and repeatable: the same knowledge gives the same step. Stations that become `sending` are to be sent their message once that is stored.
 */
export function stepCampaign(known: CampaignNow): Stepped {
  const { campaign, stations, now } = known;
  const before = stations.map(({ update }) => update);
  let free = campaign.plan.atOnce - before.filter(isUnderWay).length;
  const stepped = stations.map(({ update, facts }) => {
    const next = stepUpdate(update, { campaign, facts, now });
    if (next.state !== 'sending' || update.state === 'sending') return next;
    if (free <= 0) return update.reason === 'queue' ? update : { ...update, reason: 'queue' };
    free -= 1;
    return next;
  });
  const judged = judge(known, stepped);
  const turned = judged.state === 'rollingBack' ? turnBack(stepped, stations, now) : stepped;
  const moved = judged.state === 'running' ? nextWave(judged, turned, now) : judged;
  const isOver = isFinished(moved, turned);
  const ended: Partial<Record<Campaign['state'], Campaign['state']>> = { running: 'finished', rollingBack: 'rolledBack' };
  return {
    campaign: isOver ? { ...moved, state: ended[moved.state] ?? moved.state } : moved,
    updates: turned.filter((update, index) => update !== before[index]),
    isOver,
  };
}

/** Does a rule of its plan stop it? */
function judge({ campaign, sessions }: CampaignNow, updates: readonly Update[]): Campaign {
  if (campaign.state !== 'running') return campaign;
  const reason = regression(campaign, updates, sessions);
  return reason === null ? campaign : { ...campaign, state: campaign.plan.onRegression === 'rollBack' ? 'rollingBack' : 'stopped', reason };
}

function regression(campaign: Campaign, updates: readonly Update[], { before, after }: CampaignNow['sessions']): StopReason | null {
  const { plan, wave, forgiven } = campaign;
  const forward = updates.filter(({ direction }) => direction === 'forward');
  const failed = forward.filter(({ state, wasSent }) => state === 'failed' && wasSent);
  const counted = failed.length - forgiven;
  if (counted > 0) {
    if (failed.filter(({ reason }) => reason === 'noReturn').length - forgiven >= plan.lostStations) return 'notReturned';
    if (wave === 0 && plan.canary > 0 && counted > plan.canaryFailures) return 'canaryFailed';
    const through = forward.filter(({ state }) => state === 'done' || state === 'watching').length + counted;
    if (wave > 0 || plan.canary === 0) if ((100 * counted) / through > plan.failurePercent) return 'tooManyFailed';
  }
  if (plan.sessionPoints === null || after.ended < enoughSessions || before.ended < enoughSessions) return null;
  const drop = (100 * before.good) / before.ended - (100 * after.good) / after.ended;
  return drop > plan.sessionPoints ? 'sessionsFail' : null;
}

/** Whoever may have the firmware gets its former one again; who has not begun does not begin. What is under way is followed first. */
function turnBack(updates: readonly Update[], stations: readonly Seen[], now: Instant): Update[] {
  return updates.map((update, index) => {
    const { facts } = stations[index] ?? {};
    if (update.direction === 'back' || isUnderWay(update) || facts === undefined) return update;
    if (!update.wasSent) return isEnded(update) ? update : { ...update, state: 'cancelled', reason: null, since: now };
    const isFormer = facts.isFormer && facts.isConnected;
    return {
      ...update,
      direction: 'back',
      state: isFormer ? 'unchanged' : 'waiting',
      // Why it goes back stays to be read.
      reason: isFormer || update.state === 'failed' ? update.reason : null,
      attempt: 0,
      dueAt: null,
      since: now,
    };
  });
}

/** The next wave begins when nobody is under way or looked at, and enough are through. */
function nextWave(campaign: Campaign, updates: readonly Update[], now: Instant): Campaign {
  if (campaign.wave >= campaign.waves - 1) return campaign;
  const begun = updates.filter(({ wave }) => wave <= campaign.wave);
  if (begun.some((update) => isUnderWay(update) || update.state === 'watching')) return campaign;
  const waiting = begun.filter(({ state }) => state === 'waiting');
  const isNight = waiting.some(({ reason, dueAt }) => reason === 'hours' || reason === 'queue' || (dueAt !== null && dueAt > now));
  const through = begun.length - waiting.length;
  if (isNight || 100 * through < campaign.plan.proceedPercent * begun.length) return campaign;
  return { ...campaign, wave: campaign.wave + 1, waveAt: now };
}

function isFinished(campaign: Campaign, updates: readonly Update[]): boolean {
  switch (campaign.state) {
    case 'running':
    case 'rollingBack':
      return updates.every(isEnded);
    case 'finished':
    case 'rolledBack':
      return true;
    case 'cancelled':
      return !updates.some((update) => isUnderWay(update) || update.state === 'watching');
    default:
      return false;
  }
}
