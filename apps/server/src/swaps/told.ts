import { maskToken } from '@stationmaster/domain';
import type { RequestOf } from '@stationmaster/ocpp';
import { eventStep, recordStep } from '../reports/step.ts';
import { effectStep, joinSteps, type Step, type Turn } from '../stations/step.ts';

/** 2.1 S01–S03: batteries have gone in or come out; both ends of one swap share the requestId. */
export function batterySwapped(turn: Turn, swap: RequestOf<'ocpp2.1', 'BatterySwap'>): Step {
  const { requestId, eventType, batteryData: batteries, idToken } = swap;
  const token = maskToken(idToken.idToken, idToken.type);
  const { evseId = 0 } = batteries[0] ?? {};
  return joinSteps([
    recordStep(turn, [
      { kind: 'batterySwap', key: `${requestId}/${eventType}`, evseId, data: { requestId, eventType, token, at: turn.at, batteries } },
    ]),
    eventStep(turn, [
      // Offered and not taken: somebody has to look.
      {
        kind: 'event',
        at: turn.at,
        severity: eventType === 'BatteryOutTimeout' ? 5 : 8,
        evseId,
        component: 'BatterySwap',
        type: eventType,
        text: token,
      },
    ]),
    effectStep(turn, { kind: 'message', action: 'BatterySwap', evseId: null, requestId, status: eventType }),
  ]);
}
