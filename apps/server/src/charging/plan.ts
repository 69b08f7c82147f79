import { fromChargingProfile } from '@stationmaster/contract';
import { type ChargingSchedule, evenPlan } from '@stationmaster/domain';
import { ourselves, ownCommand } from '../commands/own-command.ts';
import type { Requested } from '../commands/words.ts';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import type { StationState } from '../stations/state.ts';
import { abilitiesOf } from './abilities.ts';
import { type LimitedSession, setFor } from './again.ts';
import { feedOf } from './feed.ts';
import { activeAt, evseIdsOf } from './knowledge.ts';
import type { NeedsTold } from './needs.ts';
import { withProfile } from './prepare.ts';
import { selectSetBy, selectVariables } from './store.ts';

type Needs = Pick<Context, 'config' | 'db' | 'gateway' | 'clock' | 'commit' | 'tell' | 'log'>;
type Asked = Requested<'setChargingProfile'>;
type Car = NeedsTold & { transactionId: string; now: number };

/**
 * 2.x K16: an even plan for the car, as the TxProfile of its transaction. One that a person has set for the transaction goes
 * before: it is sent again.
 */
export async function planFor(context: Needs, state: StationState, told: NeedsTold): Promise<void> {
  const session = activeAt(state, told.evseId);
  if (session === undefined || session.transactionId === null) return;
  const { transactionId, commandId } = session;
  const now = context.clock();
  const byPerson = await setByPerson(context, state, { transactionId, commandId });
  const asked = byPerson?.asked ?? (await planned(context, state, { ...told, transactionId, now }));
  if (asked === null) return;
  const { identity, tenantId } = state;
  const station = { identity, tenantId, ...(byPerson === null ? {} : { onBehalfOf: byPerson.onBehalfOf }) };
  try {
    await ownCommand(context, station, await withProfile(context, asked, { stationId: state.id, now }));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.log.warn({ station: state.identity, evseId: told.evseId, details: error.details }, 'charging.planRefused');
  }
}

/** Sent again in that person's name: so it still is a person's when the car tells its needs the next time. */
async function setByPerson(
  { db }: Needs,
  state: StationState,
  session: LimitedSession & { transactionId: string },
): Promise<{ asked: Asked; onBehalfOf: string } | null> {
  const own = setFor(state, session);
  const setBy = await selectSetBy(
    db,
    own.map(({ commandId }) => commandId),
  );
  for (const one of own) {
    const by = setBy.find(({ commandId }) => commandId === one.commandId);
    if (by === undefined || by.requestedBy === ourselves) continue;
    const profile = { ...fromChargingProfile(one.profile), transactionId: session.transactionId };
    return { asked: { verb: 'setChargingProfile', profile, anyway: true }, onBehalfOf: by.requestedBy };
  }
  return null;
}

/** null: the car did not say enough. */
async function planned({ db }: Needs, state: StationState, car: Car): Promise<Asked | null> {
  const { evseId, isDynamic, transactionId, now } = car;
  const variables = await selectVariables(db, [state.id]);
  const { units = ['W'], features = [] } = abilitiesOf(variables, { evseIds: evseIdsOf(state), evseId });
  const feed = feedOf(variables);
  const voltage = feed.evses.find(({ id }) => id === evseId)?.voltage ?? feed.voltage;
  const schedule = evenPlan(car, { now, unit: units.includes('W') ? 'W' : 'A', voltage });
  if (schedule === null) return null;
  const isDriven = isDynamic && state.version === 'ocpp2.1' && features.includes('DynamicProfiles');
  const profile = fromChargingProfile({
    id: 0,
    evseId,
    stackLevel: 0,
    purpose: 'TxProfile',
    kind: isDriven ? 'Dynamic' : 'Absolute',
    transactionId,
    schedules: [isDriven ? withoutStart(schedule) : schedule],
  });
  const { id: _, ...rest } = profile;
  return { verb: 'setChargingProfile', profile: rest, anyway: false };
}

/** A Dynamic profile holds from when it comes. */
function withoutStart({ startSchedule: _, ...rest }: ChargingSchedule): ChargingSchedule {
  return rest;
}
