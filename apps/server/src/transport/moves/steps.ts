import { randomBytes } from 'node:crypto';
import { ownCommand } from '../../commands/own-command.ts';
import type { Progress } from '../../commands/progress.ts';
import type { CommandRequest } from '../../commands/words.ts';
import type { Context } from '../../context.ts';
import { generatePassword } from '../../stations/password.ts';
import type { StationState } from '../../stations/state.ts';
import { freeSlot, type MoveStep, newRanking, rankingOf, type StepEnd } from './step.ts';
import { arrive, findMoved, hasStationCertificate, type Move, serverRoots, setMovingTo, variableValue } from './store.ts';

export type MoveContext = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;
type StepOf = (context: MoveContext, move: Move, live: StationState) => Promise<StepEnd>;

const LOOK_AGAIN_MS = 5_000;
const onwards = (word: string): StepEnd => ({ kind: 'next', word });
const taken = (progress: Progress | undefined): boolean => progress?.status === 'accepted' || progress?.status === 'confirmed';
const isUnsent = (progress: Progress | undefined): boolean =>
  progress === undefined ||
  ['offline', 'waiting', 'pending'].includes(progress.status) ||
  ['queueFull', 'stationNotAccepted'].includes(progress.reason ?? '');
/** It may or may not have heard it. */
const isUnanswered = (progress: Progress | undefined): boolean =>
  progress?.status === 'timedOut' || progress?.status === 'sent' || progress?.reason === 'connectionClosed';
/** Nobody said no: it is to be asked again. */
const isUnheard = (progress: Progress | undefined): boolean => isUnsent(progress) || isUnanswered(progress);
const again: StepEnd = { kind: 'wait', ms: LOOK_AGAIN_MS, word: 'notHeard' };

/** What is done where the station must be there. Each may be done again: whoever did it may have died before saying so. */
export const liveSteps: Partial<Record<MoveStep, StepOf>> = {
  begin: async ({ db, clock }, { stationId, toProfile }) => {
    await setMovingTo(db, stationId, toProfile);
    const station = await findMoved(db, stationId);
    const way = station?.transport;
    const shows = way?.certificate?.problem === null;
    const isThere = toProfile === 0 || (toProfile === 2 && station?.securityProfile === 1 && way?.encryptedBy != null);
    // What it shows already has to be checked against its name all the same: that is done when it connects.
    if (!isThere) return onwards(shows ? 'showsCertificate' : 'begun');
    await arrive(db, stationId, { profile: toProfile, at: clock() });
    return { kind: 'next', step: 'rotate', word: 'alreadyThere' };
  },

  root: async (context, move) => {
    const { config, db } = context;
    const isOurs = config.tlsPort !== '' && config.tlsRsaCert === '' && config.tlsEcdsaCert === '';
    if (move.toProfile < 2 || !isOurs || move.options.hasRoot) return onwards('notNeeded');
    const words: string[] = [];
    for (const certificate of await serverRoots(db, move.tenantId)) {
      const done = await ask(context, move, { verb: 'installCertificate', type: 'CSMSRootCertificate', certificate });
      if (isUnheard(done)) return again;
      words.push(done?.status ?? '');
    }
    // A station that has it already says no too: whether it trusts us shows when it comes back.
    return onwards(words.some((word) => word === 'accepted' || word === 'confirmed') ? 'rootInstalled' : 'rootNotTaken');
  },

  password: async (context, move, live) => {
    const station = await findMoved(context.db, move.stationId);
    if (move.toProfile === 0 || move.toProfile === 3 || station?.hasPassword !== false) return onwards('notNeeded');
    const written = await writePassword(context, move, live);
    if (isUnheard(written)) return again;
    return taken(written) ? onwards('passwordWritten') : { kind: 'fallback', reason: 'passwordRefused' };
  },

  certificate: async (context, move) => {
    if (move.toProfile !== 3 || move.options.hasCertificate) return onwards('notNeeded');
    if (await hasStationCertificate(context.db, move.stationId, context.clock())) return onwards('certificateThere');
    if (context.clock() > move.stepAt.getTime() + move.waitSeconds * 1000) return { kind: 'fallback', reason: 'noCertificate' };
    if (move.log.some(({ step, word }) => step === 'certificate' && word === 'asked')) return { kind: 'wait', ms: 1_000, word: 'asked' };
    const asked = await ask(context, move, { verb: 'trigger', message: 'SignChargingStationCertificate' });
    if (isUnheard(asked)) return again;
    return taken(asked) ? { kind: 'wait', ms: 1_000, word: 'asked' } : { kind: 'fallback', reason: 'certificateNotAsked' };
  },

  address: (context, move, live) => (live.version === 'ocpp1.6' ? writeAddressKey(context, move) : writeNetworkProfile(context, move)),

  profile: async (context, move, live) => {
    if (live.version !== 'ocpp1.6') return onwards('notNeeded');
    const written = await write(context, move, [{ component: '', variable: 'SecurityProfile', value: String(move.toProfile) }]);
    if (isUnheard(written)) return again;
    return taken(written) ? onwards('profileWritten') : { kind: 'fallback', reason: 'profileRefused' };
  },

  reset: async (context, move, live) => {
    if ([...live.sessions.values()].some(({ status }) => status === 'active'))
      return { kind: 'wait', ms: LOOK_AGAIN_MS, word: 'waitsForCar' };
    const done = await ask(context, move, { verb: 'reset', kind: 'soft' });
    if (isUnanswered(done)) return onwards('resetNotAnswered');
    if (isUnheard(done)) return again;
    return done?.status === 'rejected' || done?.status === 'notSupported'
      ? { kind: 'fallback', reason: 'resetRefused' }
      : onwards('resetting');
  },

  rotate: async (context, move, live) => {
    const station = await findMoved(context.db, move.stationId);
    const done: StepEnd = { kind: 'end', status: 'done', reason: null, word: 'done' };
    // The old password went over the line unencrypted. One that is being changed already is not changed twice: the station could not follow.
    if (move.toProfile !== 2 || move.fromProfile >= 2 || station?.isRotating !== false) return done;
    // Many go away with it at once: it has come with the new one since.
    if (move.log.some(({ step, word }) => step === 'rotate' && word === 'notHeard')) return { ...done, word: 'passwordRotated' };
    const written = await writePassword(context, move, live);
    if (isUnsent(written)) return { kind: 'wait', ms: LOOK_AGAIN_MS, word: 'offline' };
    if (isUnanswered(written)) return again;
    return { ...done, word: taken(written) ? 'passwordRotated' : 'passwordKept' };
  },

  fallback: async (context, move, live) => {
    const { ranking, address } = move.before ?? {};
    const back =
      live.version === 'ocpp1.6'
        ? [
            ...(address === undefined ? [] : [{ component: '', variable: move.options.addressKey ?? '', value: address }]),
            ...(move.log.some(({ step }) => step === 'profile')
              ? [{ component: '', variable: 'SecurityProfile', value: String(move.fromProfile) }]
              : []),
          ]
        : ranking === undefined || ranking === ''
          ? []
          : [{ component: 'OCPPCommCtrlr', variable: 'NetworkConfigurationPriority', value: ranking }];
    const written = back.length === 0 ? undefined : await write(context, move, back);
    if (back.length > 0 && isUnheard(written)) return again;
    await setMovingTo(context.db, move.stationId, null);
    const isCancelled = move.reason === 'cancelled' || move.reason === 'fleetStopped';
    const word = back.length === 0 ? 'nothingToTakeBack' : taken(written) ? 'takenBack' : 'notTakenBack';
    return { kind: 'end', status: isCancelled ? 'cancelled' : 'failed', reason: move.reason ?? 'cameBackAsBefore', word };
  },
};

/**
 * It is waited for, there or not. One that has restarted and come back as before has tried the new way in vain and gone on to
 * the next by itself [2.x B10]: we or the network may just have been away, so it is told once more before all is taken back.
 */
export async function waitForReturn({ db, clock }: MoveContext, move: Move, live: StationState | undefined): Promise<StepEnd> {
  const station = await findMoved(db, move.stationId);
  if (station?.securityProfile === move.toProfile && station.movingTo === null) return onwards('returned');
  // We or the network had been away when it was to be told to restart, not the station.
  const isUntold = move.log.findLast(({ step }) => step === 'reset')?.word === 'wentByItself';
  if (isUntold && live?.phase === 'accepted') return { kind: 'next', step: 'reset', word: 'notRestarted' };
  // It may be back before its answer is written down: what counts is when it could first be told to restart.
  const toldAt = move.log.findLast(({ step }) => step === 'profile')?.at ?? move.stepAt.getTime();
  const hasRestarted = live?.phase === 'accepted' && (station?.bootedAt?.getTime() ?? 0) > toldAt;
  const isSecondTime = move.log.some(({ step, word }) => step === 'return' && word === 'cameBackAsBefore');
  if (hasRestarted)
    return isSecondTime ? { kind: 'fallback', reason: 'cameBackAsBefore' } : { kind: 'next', step: 'address', word: 'cameBackAsBefore' };
  if (clock() < move.stepAt.getTime() + move.waitSeconds * 1000) return { kind: 'wait', ms: LOOK_AGAIN_MS, word: 'waitsForReturn' };
  // It may still come: either way is good until somebody decides otherwise.
  if (live === undefined) return { kind: 'end', status: 'failed', reason: 'notReturned', word: 'notReturned' };
  return { kind: 'fallback', reason: 'cameBackAsBefore' };
}

async function writeNetworkProfile(context: MoveContext, move: Move): Promise<StepEnd> {
  const where = { component: 'OCPPCommCtrlr', variable: 'NetworkConfigurationPriority' };
  // Asked once: the slot is chosen by what it tells now.
  if (move.log.at(-1)?.word !== 'slotChosen') {
    const read = await ask(context, move, { verb: 'readConfiguration', variables: [where] });
    if (isUnheard(read)) return again;
  }
  const told = (await variableValue(context.db, move.stationId, where)) ?? '';
  const before = move.before?.ranking ?? told;
  // Noted before anything is written: done again after a death, the station tells the new order, and its way back would be overwritten.
  if (move.slot === null)
    return { kind: 'next', step: 'address', word: 'slotChosen', slot: freeSlot(rankingOf(before)), before: { ranking: before } };
  // A slot that is not ranked changes nothing: there is nothing to take back.
  const refused: StepEnd = { kind: 'fallback', reason: 'addressRefused', ...(told === before && { before: null }) };
  const { slot } = move;
  const url = move.url.replace(/\/$/, '');
  const profile = {
    csmsUrl: url,
    interface: move.options.interface as 'Wired0',
    messageTimeout: 30,
    securityProfile: move.toProfile,
  };
  const set = await ask(context, move, { verb: 'setNetworkProfile', slot, profile });
  if (isUnheard(set)) return again;
  if (!taken(set)) return refused;
  const ranked = await write(context, move, [{ ...where, value: newRanking(slot, rankingOf(before)) }]);
  if (isUnheard(ranked)) return again;
  if (!taken(ranked)) return refused;
  return { kind: 'next', word: 'addressWritten', slot, before: { ranking: before } };
}

/** 1.6 knows no message for the address: where its maker has a key for it, that is written. */
async function writeAddressKey(context: MoveContext, move: Move): Promise<StepEnd> {
  const { addressKey } = move.options;
  if (addressKey === undefined) return onwards('notNeeded');
  const where = { component: '', variable: addressKey };
  const read = await ask(context, move, { verb: 'readConfiguration', variables: [where] });
  if (isUnheard(read)) return again;
  const address = move.before?.address ?? (await variableValue(context.db, move.stationId, where)) ?? undefined;
  const written = await write(context, move, [{ ...where, value: move.url.replace(/\/$/, '') }]);
  if (isUnheard(written)) return again;
  if (!taken(written)) return { kind: 'fallback', reason: 'addressRefused' };
  return { kind: 'next', word: 'addressWritten', before: address === undefined ? null : { address } };
}

/** A new password. The command keeps it before it is sent: whether or not its answer arrives, the station gets in. */
function writePassword(context: MoveContext, move: Move, live: StationState): Promise<Progress | undefined> {
  const is16 = live.version === 'ocpp1.6';
  // 1.6 writes the bytes in hex, 20 at most [SW A01]; 2.x text of 16 to 40 characters.
  const value = is16 ? randomBytes(20).toString('hex').toUpperCase() : generatePassword();
  const where = is16 ? { component: '', variable: 'AuthorizationKey' } : { component: 'SecurityCtrlr', variable: 'BasicAuthPassword' };
  return write(context, move, [{ ...where, value }]);
}

function write(context: MoveContext, move: Move, variables: { component: string; variable: string; value: string }[]) {
  return ask(context, move, { verb: 'writeConfiguration', variables });
}

function ask(context: MoveContext, { identity, tenantId }: Move, request: CommandRequest): Promise<Progress | undefined> {
  return ownCommand(context, { identity, tenantId }, request);
}
