import { type TransferKind, transferPhase, transferSeverity } from '@stationmaster/domain';
import { eventStep, recordStep } from '../reports/step.ts';
import type { StationState } from '../stations/state.ts';
import { effectStep, joinSteps, noStep, type Step, type Turn } from '../stations/step.ts';

/** What a station says of a file on its way. */
export interface TransferTold {
  kind: TransferKind;
  /** The message it came in. */
  action: string;
  status: string;
  /** Of the command that asked for it; null where the version has none, or nothing runs. */
  requestId: number | null;
  /** The station's own reason. */
  info?: string | null;
  /** Where published firmware can be fetched. */
  locations?: readonly string[];
}

const verbs = { firmware: 'updateFirmware', publishFirmware: 'publishFirmware', log: 'getLog' } as const;

/**
 * How far it is: a record by the id of the command that asked (''  where nobody did, or nothing runs), an event for each
 * step of it, and the end of the command.
 */
export function transferTold(turn: Turn, told: TransferTold): Step {
  const { kind, action, status, requestId, info = null, locations = [] } = told;
  const phase = transferPhase(kind, status);
  const id = phase === 'idle' ? null : (requestId ?? askedBy(turn.state, kind));
  const data = { status, phase, requestId, info, ...(locations.length > 0 ? { locations } : {}) };
  const record = recordStep(turn, [{ kind, key: id === null ? '' : String(id), evseId: 0, data }]);
  const event = { kind: kind === 'log' ? 'log' : 'firmware', at: turn.at, severity: transferSeverity(phase), type: status } as const;
  const seen = { kind: 'message', action, evseId: null, status, ...(requestId === null ? {} : { requestId }) } as const;
  return joinSteps([
    record,
    // Idle says that nothing happens.
    phase === 'idle' ? noStep : eventStep(turn, [{ ...event, component: kind, text: info ?? '', data: { ...data, commandId: id } }]),
    effectStep(turn, seen),
  ]);
}

/** Plain 1.6 messages carry no id: they speak of what was asked for last. */
function askedBy({ awaiting }: StationState, kind: TransferKind): number | null {
  const asked = [...awaiting.values()].filter(({ verb }) => verb === verbs[kind]);
  return asked.length === 0 ? null : Math.max(...asked.map(({ commandId }) => commandId));
}
