import { type CompositeQuestion, type CompositeSchedule, compositeSchedule } from '@stationmaster/domain';
import { type Draft, type LiveEvse, stationClock } from './draft.ts';
import { dcVolt, mainsVolt } from './measurands.ts';
import type { Evse, Session, StationState } from './state.ts';

/** How far ahead the next change is looked for. */
const horizonSeconds = 86_400;
/** Below this current for each phase a car cannot charge. [IEC 61851-1 annex A] */
const leastAmpere = 6;

/** What the profiles allow this EVSE now; sets the timer for the next change. */
export function refreshLimit(draft: Draft, evse: LiveEvse): void {
  if (draft.state.profiles.length === 0) {
    evse.allowedW = null;
    return;
  }
  const { periods } = compositeOf(draft, { evseId: evse.id, durationSeconds: horizonSeconds, unit: evse.kind === 'AC' ? 'A' : 'W' });
  const [now, next] = periods;
  evse.allowedW = now === undefined ? null : wattsOf(now, evse);
  if (next === undefined) return;
  const afterMs = next.from - stationClock(draft);
  draft.effects.push({ kind: 'timer', name: `limit:${evse.id}`, afterMs, clock: 'world' });
}

/** GetCompositeSchedule. EVSE 0: the whole station. */
export function compositeOf(
  draft: Draft,
  { evseId, durationSeconds, unit }: Pick<CompositeQuestion, 'evseId' | 'durationSeconds' | 'unit'>,
): CompositeSchedule {
  const { state } = draft;
  const evse = state.evses.find(({ id }) => id === evseId);
  const isDirect = evse?.kind === 'DC';
  return compositeSchedule({
    profiles: state.profiles.map(({ profile }) => profile),
    evseId,
    from: stationClock(draft),
    durationSeconds,
    unit,
    station: {
      version: state.version,
      voltage: isDirect ? dcVolt : mainsVolt,
      phases: isDirect ? 0 : 3,
      maxPower: evse?.maxW ?? state.evses.reduce((sum, { maxW }) => sum + maxW, 0),
      timeZone: state.settings.get('clockctrlr/0/timezone')?.value || 'UTC',
    },
    transaction: evse === undefined ? null : runningOf(state, evse),
    evses: state.evses.map((one) => ({
      id: one.id,
      phases: one.kind === 'DC' ? 0 : 3,
      maxPower: one.maxW,
      transaction: runningOf(state, one),
    })),
  });
}

/** In the version's own terms: the CSMS's number in 1.6. */
export function transactionIdOf({ version, transactionIds }: StationState, { id }: Pick<Session, 'id'>): string {
  return version === 'ocpp1.6' ? String(transactionIds.get(id)) : id;
}

function runningOf(state: StationState, { session, vehicle }: Evse): CompositeQuestion['transaction'] {
  if (session === null) return null;
  return {
    id: transactionIdOf(state, session),
    startedAt: session.poweredAt ?? session.startedAt,
    hasPriority: session.hasPriority,
    ...(vehicle === null ? {} : { stateOfCharge: Math.floor(vehicle.soc * 100) }),
  };
}

function wattsOf({ limit, numberPhases = 3 }: CompositeSchedule['periods'][number], { kind, vehicle, maxW }: Evse): number | null {
  if (limit === null) return null;
  if (kind === 'DC') return Math.max(0, limit);
  if (limit < leastAmpere) return 0;
  return Math.min(maxW, limit * mainsVolt * Math.min(numberPhases, vehicle?.phases ?? 3));
}
