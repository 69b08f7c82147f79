import { eventStep, type Happened } from '../reports/step.ts';
import type { ConnectorState } from './state.ts';
import type { Step, Turn } from './step.ts';

/** OCPP severities: a connector out of order, and one that warns while it still works. [16 §4.9, P2 3.5] */
const severities = { faulted: 4, warning: 6 } as const;

interface Status {
  evseId: number;
  connectorId: number;
  reported: string | null;
  errorCode: string | null;
  statusAt: number;
  info?: string | null;
  vendorErrorCode?: string | null;
}

/** A fault that a status brings or takes away, as an event: 1.6 has no other word for an alarm. */
export function faultStep(turn: Turn, known: ConnectorState | undefined, status: Status): Step {
  const before = known === undefined ? null : faultOf(known);
  const after = faultOf(status);
  if (before === after) return eventStep(turn, []);
  const at = status.statusAt;
  const ended = known === undefined || before === null ? [] : [{ ...eventOf(known, before), at, cleared: true }];
  const begun = after === null ? [] : [{ ...eventOf(status, after), at, type: status.vendorErrorCode ?? '', text: status.info ?? '' }];
  return eventStep(turn, [...ended, ...begun]);
}

/** What is wrong, in the station's word; null: nothing. */
function faultOf({ reported, errorCode }: Pick<Status, 'reported' | 'errorCode'>): string | null {
  if (errorCode !== null && errorCode !== 'NoError') return errorCode;
  return reported === 'Faulted' ? 'Faulted' : null;
}

function eventOf(
  { evseId, connectorId, reported }: Pick<Status, 'evseId' | 'connectorId' | 'reported'>,
  fault: string,
): Omit<Happened, 'at'> {
  return {
    kind: 'event',
    severity: reported === 'Faulted' ? severities.faulted : severities.warning,
    evseId,
    connectorId,
    component: evseId === 0 ? 'ChargingStation' : 'Connector',
    variable: fault,
    data: { value: reported },
  };
}
