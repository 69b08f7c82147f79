import { mayHaveLeft } from '../../sessions/left.ts';
import { watchForLeft } from '../../stations/start-up.ts';
import { statusChanged } from '../../stations/status.ts';
import { joinSteps, type Step, type Turn } from '../../stations/step.ts';
import type { Handler2x, Request2x } from './handler.ts';

type EventData = Request2x<'NotifyEvent'>['eventData'][number];

/** 2.x N07, G01.FR.02: a connector's AvailabilityState may come as an event instead of a StatusNotification. Every event is told. */
export const notifyEvent: Handler2x<'NotifyEvent'> = ({ request, ...turn }, context) => {
  const step = joinSteps(request.eventData.flatMap((data) => [told(turn, data), ...status(turn, data)]));
  return { answer: {}, ...step, after: [() => (mayHaveLeft(turn.state) ? watchForLeft(context, turn.state) : undefined)] };
};

function status(turn: Turn, { component, variable, actualValue, timestamp }: EventData): Step[] {
  const isStatus =
    same(component.name, 'Connector') && same(variable.name, 'AvailabilityState') && component.evse?.connectorId !== undefined;
  if (!isStatus || component.evse?.connectorId === undefined) return [];
  return [statusChanged(turn, { evseId: component.evse.id, connectorId: component.evse.connectorId, reported: actualValue, timestamp })];
}

function told({ state, at }: Turn, { component, variable, actualValue, trigger, cleared = false }: EventData): Step {
  const event = {
    component: component.name,
    evseId: component.evse?.id ?? 0,
    connectorId: component.evse?.connectorId ?? 0,
    variable: variable.name,
    value: actualValue,
    trigger,
    cleared,
  };
  const data = { stationId: state.identity, event };
  return {
    writes: { happening: [{ tenantId: state.tenantId, at, kind: 'station.changed', subject: state.identity, data }] },
    advance: () => undefined,
  };
}

/** Names in the device model compare without case. */
const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
