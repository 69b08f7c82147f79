import { frameTime, securityWeight } from '@stationmaster/domain';
import { eventStep } from '../reports/step.ts';
import type { Step, Turn } from '../stations/step.ts';

/** SecurityEventNotification of every version. */
export interface SecurityTold {
  type: string;
  timestamp: string;
  techInfo?: string;
}

/** 2.x A04, 1.6 security whitepaper A04: kept whatever its name; those of the standard's list weigh by it. */
export function securityTold(turn: Turn, { type, timestamp, techInfo = '' }: SecurityTold): Step {
  const { severity, isCritical } = securityWeight(type);
  return eventStep(turn, [
    { kind: 'security', at: frameTime(timestamp, turn.at).at, severity, type, text: techInfo, data: { critical: isCritical } },
  ]);
}
