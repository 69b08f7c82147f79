import { frameTime } from '@stationmaster/domain';
import type { RequestOf } from '@stationmaster/ocpp';
import { eventStep, listDone, recordStep } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';
import { controlState, reportedControls } from './records.ts';

/** 2.1 R04: one page of the controls that were asked for. Asked for all, what the last page leaves out is gone. */
export function controlsReported(turn: Turn, report: RequestOf<'ocpp2.1', 'ReportDERControl'>): Step {
  const { requestId, tbc = false } = report;
  const asked = turn.state.awaiting.get(requestId);
  const isAll = asked?.verb === 'clearDERControl' || (asked?.request.verb === 'getDERControl' && isUnlimited(asked.request));
  return joinSteps([
    recordStep(turn, reportedControls(report)),
    ...(isAll && !tbc ? [listDone(turn, 'derControl', asked.at)] : []),
    ...(tbc ? [] : [effectStep(turn, { kind: 'message', action: 'ReportDERControl', evseId: null, requestId })]),
  ]);
}
function isUnlimited({ isDefault, controlType, controlId }: { isDefault?: unknown; controlType?: unknown; controlId?: unknown }): boolean {
  return isDefault === undefined && controlType === undefined && controlId === undefined;
}

/** 2.1 R05: the grid has tripped a control, or is back in its bounds. */
export function derAlarm(turn: Turn, alarm: RequestOf<'ocpp2.1', 'NotifyDERAlarm'>): Step {
  const { controlType, gridEventFault = '', alarmEnded: cleared = false, timestamp, extraInfo = '' } = alarm;
  const at = frameTime(timestamp, turn.at).at;
  return eventStep(turn, [
    { kind: 'derAlarm', at, severity: cleared ? 7 : 4, component: controlType, type: gridEventFault, text: extraInfo, cleared },
  ]);
}

/** 2.1 R04: a control begins to hold, displacing others, or ends. */
export function controlStartedOrStopped(turn: Turn, told: RequestOf<'ocpp2.1', 'NotifyDERStartStop'>): Step {
  const { controlId, started, timestamp, supersededIds = [] } = told;
  const at = frameTime(timestamp, turn.at).at;
  return joinSteps([
    recordStep(turn, [
      controlState(controlId, { isActive: started, supersededBy: null }),
      ...supersededIds.map((id) => controlState(id, { isActive: false, supersededBy: controlId })),
    ]),
    eventStep(turn, [
      {
        kind: 'event',
        at,
        severity: 8,
        component: 'DERControl',
        variable: controlId,
        type: started ? 'Started' : 'Stopped',
        data: { supersededIds },
      },
    ]),
  ]);
}
