import { fromChargingProfile } from '@stationmaster/contract';
import type { ChargingProfile } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import type { SessionRow } from '../db/writes.ts';
import type { StationState } from '../stations/state.ts';
import type { SetProfile } from './state.ts';
import { selectLost, selectSetBy, selectStandIns } from './store.ts';

type Needs = Parameters<typeof ownCommand>[0];
/** Of a session: which limits were set for it. */
export type LimitedSession = Pick<SessionRow, 'transactionId' | 'commandId'>;

/** Those set for this session: named by its transaction, or come with the command that started it. */
export function setFor({ limits }: Pick<StationState, 'limits'>, { transactionId, commandId }: LimitedSession): SetProfile[] {
  return [...(limits?.set.values() ?? [])].filter(({ profile, commandId: by }) => {
    if (profile.purpose !== 'TxProfile') return false;
    return profile.transactionId === undefined ? by === commandId : profile.transactionId === transactionId;
  });
}

/** 2.1 E17: a station that goes on after a loss of power may have lost the limits of its session: they are set again. */
export async function limitResumed(context: Needs, state: StationState, session: LimitedSession): Promise<void> {
  const { transactionId } = session;
  if (transactionId === null) return;
  await setAgain(
    context,
    state,
    setFor(state, session).map((one) => ({ ...one, profile: { ...one.profile, transactionId } })),
  );
}

/**
 * Quirk profileNeedsTxDefault: the limit of a session was set as one for every session. It ends with its session, or the next
 * car would be held to it.
 */
export async function dropStandIns(context: Needs, state: StationState, session: LimitedSession): Promise<void> {
  if (!state.quirks.has('profileNeedsTxDefault') || session.transactionId === null) return;
  const defaults = [...(state.limits?.set.values() ?? [])].filter(({ profile }) => profile.purpose === 'TxDefaultProfile');
  const standIns = await selectStandIns(context.db, {
    commandIds: defaults.map(({ commandId }) => commandId),
    transactionId: session.transactionId,
  });
  for (const { profile, commandId } of defaults)
    if (standIns.includes(commandId)) await ownCommand(context, state, { verb: 'clearChargingProfile', id: profile.id });
}

/**
 * A station has restarted. 2.x: it is asked which profiles it holds; those it has lost are ended by its report, see
 * `setLostAgain`. 1.6 cannot be asked: what should outlast a restart is set again, and verified as at first.
 */
export async function readBack(context: Needs, state: StationState): Promise<void> {
  const held = [...(state.limits?.set.values() ?? [])];
  if (held.length === 0) return;
  if (state.version === 'ocpp1.6') return await setAgain(context, state, held.filter(isLasting(context.clock())));
  await ownCommand(context, state, { verb: 'getChargingProfiles' });
}

/** What the station says since a moment (epoch ms) that it no longer holds, and should. */
export async function setLostAgain(context: Needs, state: StationState, since: number): Promise<void> {
  const lost = await selectLost(context.db, state.id, since);
  await setAgain(context, state, lost.filter(isLasting(context.clock())));
}

/** Profiles of transactions end with a restart; those that are over need not come back. [2.x K01.FR.14, 1.6 §3.13.1] */
const isLasting =
  (now: number) =>
  ({ profile }: { profile: ChargingProfile }): boolean =>
    profile.purpose !== 'TxProfile' && (profile.validTo === undefined || profile.validTo > now);

/** In the name of who set them first. */
async function setAgain(context: Needs, state: StationState, those: readonly Pick<SetProfile, 'profile' | 'commandId'>[]): Promise<void> {
  if (those.length === 0) return;
  const setBy = await selectSetBy(
    context.db,
    those.map(({ commandId }) => commandId),
  );
  for (const { profile, commandId } of those) {
    const onBehalfOf = setBy.find((one) => one.commandId === commandId)?.requestedBy;
    const station = { identity: state.identity, tenantId: state.tenantId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
    await ownCommand(context, station, { verb: 'setChargingProfile', profile: fromChargingProfile(profile), anyway: true });
  }
}
