import type { Instant } from '../reading.ts';
import type { Campaign, Update, UpdateFacts } from './campaign.ts';

/** Boots of before the message may be told a moment later: how long a station that is up may still say another version. */
const settleMs = 30_000;
/** How long a station that gave no answer is listened to before it is asked again. */
const unansweredMs = 120_000;
const minute = 60_000;

/** What another try cannot mend, or must not repeat. */
const final: ReadonlySet<string> = new Set([
  'InvalidSignature',
  'InvalidCertificate',
  'RevokedCertificate',
  'InstallVerificationFailed',
  'wrongVersion',
  'noReturn',
  'faulted',
  'notSupported',
  'noFormerFirmware',
]);
/** From here on the station is expected to go away and come back. */
const restarting: ReadonlySet<string> = new Set(['Installing', 'InstallRebooting', 'Installed']);
/** The message may have arrived, nobody knows. */
const unknowable: ReadonlySet<string> = new Set(['connectionClosed', 'serverStopped']);

export interface Moment {
  campaign: Campaign;
  facts: UpdateFacts;
  now: Instant;
}

/** The next step of one station; the same object where nothing changes. Whether a place is free for `sending` is the campaign's business. */
export function stepUpdate(update: Update, moment: Moment): Update {
  switch (update.state) {
    case 'waiting':
      return stepWaiting(update, moment);
    case 'sending':
      return stepSending(update, moment);
    case 'following':
      return stepFollowing(update, moment);
    case 'watching':
      return stepWatching(update, moment);
    default:
      return update;
  }
}

function to(update: Update, change: Partial<Update>, now: Instant): Update {
  return { ...update, reason: null, since: now, ...change };
}
/** Waits on, for this reason. */
function forReason(update: Update, reason: string | null): Update {
  return update.reason === reason ? update : { ...update, reason };
}

function stepWaiting(update: Update, { campaign, facts, now }: Moment): Update {
  const isTurn =
    update.direction === 'back' ? campaign.state === 'rollingBack' : campaign.state === 'running' && update.wave <= campaign.wave;
  if (!isTurn) return update;
  const isBack = update.direction === 'back';
  if (isBack && facts.isFormer) return to(update, { state: 'unchanged' }, now);
  if (!isBack && facts.isNew) return to(update, update.wasSent ? { state: 'watching' } : { state: 'skipped', reason: 'hasVersion' }, now);
  if (!facts.hasFirmware) return to(update, { state: 'failed', reason: isBack ? 'noFormerFirmware' : 'noFile' }, now);
  const waitedMs = now - Math.max(campaign.createdAt, update.since);
  if (!isBack && waitedMs > campaign.plan.giveUpHours * 60 * minute) return to(update, { state: 'skipped', reason: 'notReached' }, now);
  if (update.dueAt !== null && update.dueAt > now) return update;
  if (!facts.isConnected) return forReason(update, 'offline');
  if (facts.isBusy) return forReason(update, 'charging');
  // What is broken is mended at any hour.
  if (!isBack && !facts.isOpenHour) return forReason(update, 'hours');
  const { fromVersion, faultsBefore } = update;
  return to(
    update,
    {
      state: 'sending',
      attempt: update.attempt + 1,
      sentAt: now,
      dueAt: null,
      wasSent: true,
      fromVersion: fromVersion ?? facts.version,
      faultsBefore: faultsBefore ?? facts.faults,
    },
    now,
  );
}

function stepSending(update: Update, moment: Moment): Update {
  const { facts, now } = moment;
  const { command, told } = facts;
  if (command === null) return again(update, now);
  const isHeard = told !== null && told.phase !== 'idle';
  switch (command.status) {
    case 'pending':
      return update;
    case 'sent':
      return isHeard ? to(update, { state: 'following' }, now) : update;
    case 'accepted':
    case 'confirmed':
    case 'noEffect':
      return to(update, { state: 'following' }, now);
    case 'rejected':
      return failed(update, command.reason ?? 'rejected', moment);
    case 'notSupported':
      if (update.isSigned && moment.campaign.plan.security === 'signedWherePossible') return { ...again(update, now), isSigned: false };
      return failed(update, 'notSupported', moment);
    case 'timedOut':
      return to(update, { state: 'following', reason: 'unanswered' }, now);
    default:
      break;
  }
  // It was never on the wire: not an attempt.
  if (command.sentAt === null) return again(update, now);
  if (isHeard || unknowable.has(command.reason ?? ''))
    return to(update, { state: 'following', reason: isHeard ? null : 'unanswered' }, now);
  return failed(update, command.reason ?? command.status, moment);
}

function stepFollowing(update: Update, moment: Moment): Update {
  const { facts, now, campaign } = moment;
  const { told, bootedAt, command } = facts;
  const sentAt = update.sentAt ?? update.since;
  const hasBooted = bootedAt !== null && bootedAt > sentAt;
  const isThere = update.direction === 'back' ? facts.isFormer : facts.isNew;
  if (isThere && facts.isConnected && (hasBooted || told?.phase === 'done'))
    return to(update, { state: update.direction === 'back' ? 'rolledBack' : 'watching' }, now);
  if (told?.phase === 'failed') return failed(update, told.status, moment);
  if (command?.status === 'rejected') return failed(update, command.reason ?? 'rejected', moment);
  const returnMs = campaign.plan.returnMinutes * minute;
  const isRestarting = told !== null && restarting.has(told.status);
  if (facts.isConnected && isRestarting) {
    const isUpAgain = bootedAt !== null && bootedAt >= told.at && now - bootedAt > settleMs;
    const isLate = now - told.at > returnMs;
    if (isUpAgain || (told.phase === 'done' && isLate)) return failed(update, 'wrongVersion', moment);
  }
  const goneSince = facts.isConnected ? null : Math.max(facts.disconnectedAt ?? sentAt, sentAt);
  if (goneSince !== null && isRestarting && now - goneSince > returnMs) return failed(update, 'noReturn', moment);
  const isSilent = told === null && update.reason === 'unanswered' && facts.isConnected;
  if (isSilent && now - update.since > unansweredMs) return failed(update, 'unanswered', moment);
  // One that has just gone may be installing it.
  const isJustGone = goneSince !== null && now - goneSince <= returnMs;
  if (isJustGone || now - sentAt <= campaign.plan.deadlineMinutes * minute) return update;
  return failed(update, facts.isConnected ? 'noProgress' : 'noReturn', moment);
}

function stepWatching(update: Update, moment: Moment): Update {
  const { facts, now, campaign } = moment;
  const { watchMinutes, returnMinutes } = campaign.plan;
  if (facts.isConnected && !facts.isNew) return failed(update, 'wrongVersion', moment);
  if (facts.faults > (update.faultsBefore ?? 0)) return failed(update, 'faulted', moment);
  const goneSince = facts.isConnected ? null : Math.max(facts.disconnectedAt ?? update.since, update.since);
  if (goneSince !== null) return now - goneSince > returnMinutes * minute ? failed(update, 'noReturn', moment) : update;
  return now - update.since >= watchMinutes * minute ? to(update, { state: 'done' }, now) : update;
}

/** Sent again as soon as it can be; what was not an attempt is not counted. */
function again(update: Update, now: Instant): Update {
  return to(update, { state: 'waiting', attempt: Math.max(0, update.attempt - 1) }, now);
}

function failed(update: Update, reason: string, { campaign, now }: Moment): Update {
  const { attempts, retryMinutes } = campaign.plan;
  const isOver = final.has(reason) || update.attempt >= attempts || update.state === 'watching';
  return isOver
    ? to(update, { state: 'failed', reason }, now)
    : to(update, { state: 'waiting', reason, dueAt: now + retryMinutes * minute }, now);
}
