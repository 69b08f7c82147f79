import { eventsTold, type Observed } from '../../monitoring/events.ts';
import { mayHaveLeft } from '../../sessions/left.ts';
import { watchForLeft } from '../../stations/start-up.ts';
import { statusChanged } from '../../stations/status.ts';
import { joinSteps, type Step, type Turn } from '../../stations/step.ts';
import type { Handler2x, Request2x } from './handler.ts';
import { addressOf } from './variables.ts';

type EventData = Request2x<'NotifyEvent'>['eventData'][number];

/** 2.x N07, N08, G01.FR.02: a connector's AvailabilityState may come as an event instead of a StatusNotification. */
export const notifyEvent: Handler2x<'NotifyEvent'> = async ({ request, ...turn }, context) => {
  const statuses = request.eventData.flatMap((data) => status(turn, data));
  const events = request.eventData.filter((data) => !isOnlyStatus(data)).map(observed);
  const step = joinSteps([...statuses, await eventsTold(context, turn, events)]);
  return { answer: {}, ...step, after: [() => (mayHaveLeft(turn.state) ? watchForLeft(context, turn.state) : undefined)] };
};

function status(turn: Turn, data: EventData): Step[] {
  const { evse } = data.component;
  if (!isStatus(data) || evse?.connectorId === undefined) return [];
  return [statusChanged(turn, { evseId: evse.id, connectorId: evse.connectorId, reported: data.actualValue, timestamp: data.timestamp })];
}

function isStatus({ component, variable }: EventData): boolean {
  return same(component.name, 'Connector') && same(variable.name, 'AvailabilityState') && component.evse?.connectorId !== undefined;
}

/** A status that no monitor of ours asked for and nothing explains is told by the connector; it is no event beside it. */
function isOnlyStatus(data: EventData): boolean {
  return isStatus(data) && data.variableMonitoringId === undefined && data.techCode === undefined && data.techInfo === undefined;
}

function observed(data: EventData): Observed {
  const { timestamp, actualValue, trigger, eventId, cause, cleared, techCode, techInfo, transactionId, variableMonitoringId } = data;
  return {
    ...addressOf(data),
    timestamp,
    value: actualValue,
    trigger,
    origin: data.eventNotificationType,
    eventId,
    cause: cause ?? null,
    cleared: cleared ?? false,
    techCode: techCode ?? '',
    techInfo: techInfo ?? '',
    transactionId: transactionId ?? null,
    monitorId: variableMonitoringId ?? null,
    // 2.0.1 leaves it to the monitor.
    severity: 'severity' in data ? (data.severity ?? null) : null,
  };
}

/** Names in the device model compare without case. */
const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
