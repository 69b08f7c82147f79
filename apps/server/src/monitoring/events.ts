import type { StationEventDetails, VariableMonitor } from '@stationmaster/contract';
import { frameTime } from '@stationmaster/domain';
import type { VariableAddress } from '../commands/words.ts';
import type { Context } from '../context.ts';
import { eventStep, type Happened } from '../reports/step.ts';
import type { Step, Turn } from '../stations/step.ts';
import { monitorsOf } from './store.ts';

/** One event of a station, as it tells it. */
export interface Observed extends Omit<StationEventDetails, 'monitor' | 'instance' | 'variableInstance'>, VariableAddress {
  timestamp: string;
  techCode: string;
  techInfo: string;
  cleared: boolean;
  /** null: not said; then its monitor knows. */
  severity: number | null;
}

/** Each becomes an event of the network, with the monitor that raised it and its severity. */
export async function eventsTold({ db }: Pick<Context, 'db'>, turn: Turn, observed: readonly Observed[]): Promise<Step> {
  const ids = [...new Set(observed.flatMap(({ monitorId }) => monitorId ?? []))];
  const monitors = ids.length === 0 ? [] : await monitorsOf(db, { stationId: turn.state.id, ids });
  const byId = new Map(monitors.map(({ id, ...monitor }) => [id, monitor]));
  return eventStep(
    turn,
    observed.map((one) => happened(turn.at, one, byId.get(one.monitorId ?? -1))),
  );
}

/** Variables that are true while something is wrong. A monitor of theirs tells a change, not that it cleared. (2.x appendix) */
const wrongs: ReadonlySet<string> = new Set(['problem', 'tripped', 'overload', 'fallback']);
const isGone = (variable: string, value: string): boolean => wrongs.has(variable.toLowerCase()) && value.toLowerCase() === 'false';

function happened(receivedAt: number, observed: Observed, monitor: VariableMonitor | undefined): Happened {
  const { component, instance, evseId, connectorId, variable, variableInstance, severity, timestamp, techCode, techInfo } = observed;
  const { value, trigger, origin, eventId, cause, cleared, transactionId, monitorId } = observed;
  const details: StationEventDetails = {
    value,
    trigger,
    origin,
    eventId,
    cause,
    transactionId,
    monitorId,
    ...(instance === undefined ? {} : { instance }),
    ...(variableInstance === undefined ? {} : { variableInstance }),
    ...(monitor === undefined ? {} : { monitor: { type: monitor.type, value: monitor.value } }),
  };
  return {
    kind: origin === 'HardWiredNotification' ? 'event' : 'monitor',
    at: frameTime(timestamp, receivedAt).at,
    severity: severity ?? monitor?.severity ?? null,
    evseId: evseId ?? 0,
    connectorId: connectorId ?? 0,
    component,
    variable,
    type: techCode,
    text: techInfo,
    cleared: cleared || isGone(variable, value),
    data: details,
  };
}
