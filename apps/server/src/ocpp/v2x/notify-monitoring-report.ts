import { type Monitor, monitorsTold } from '../../monitoring/monitors.ts';
import type { Handler2x, Request2x } from './handler.ts';
import { addressOf } from './variables.ts';

/** 2.x N02: one page of the report that GetMonitoringReport asked for. */
export const notifyMonitoringReport: Handler2x<'NotifyMonitoringReport'> = async ({ request, ...turn }, context) => {
  const { requestId, seqNo, tbc = false, monitor = [] } = request;
  const page = { requestId, isFirst: seqNo === 0, isLast: !tbc, monitors: monitor.flatMap(monitorsOf) };
  return { answer: {}, ...(await monitorsTold(context, turn, page)) };
};

type Line = NonNullable<Request2x<'NotifyMonitoringReport'>['monitor']>[number];

function monitorsOf(line: Line): Monitor[] {
  return line.variableMonitoring.map((one) => ({
    ...addressOf(line),
    id: one.id,
    type: one.type,
    value: one.value,
    severity: one.severity,
    transaction: one.transaction,
    // 2.0.1 does not say who made it.
    origin: 'eventNotificationType' in one ? one.eventNotificationType : null,
  }));
}
