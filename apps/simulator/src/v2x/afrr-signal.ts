import type { Draft } from '../station/draft.ts';
import type { Obeyed } from '../station/face.ts';
import type { Said } from './calls.ts';

/** A signal of the grid for those who follow it by a curve of their profile; our cars only draw, so it changes no power. [21P2 Q08] */
export function afrrSignal({ state }: Draft): Obeyed<Said<'AFRRSignal'>> {
  const periods = state.profiles.flatMap(({ profile }) => profile.schedules.flatMap((schedule) => schedule.periods));
  const follows = periods.some(
    ({ operationMode, v2xSignalWattCurve }) => operationMode === 'LocalFrequency' && v2xSignalWattCurve !== undefined,
  );
  if (!follows) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'NoSignalWattCurve' } } };
  return { answer: { status: 'Accepted' } };
}
