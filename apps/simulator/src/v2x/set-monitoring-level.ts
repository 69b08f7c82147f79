import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Asked, Said } from './calls.ts';

/** 0 (danger) to 9 (debug). [P2 N05] */
export function setMonitoringLevel(draft: Draft, { severity }: Asked<'SetMonitoringLevel'>): Obeyed<Said<'SetMonitoringLevel'>> {
  if (severity < 0 || severity > 9) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'ValueOutOfRange' } } };
  draft.state.monitoring = { ...draft.state.monitoring, level: severity };
  return { answer: { status: 'Accepted' } };
}
