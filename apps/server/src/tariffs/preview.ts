import type { explainedCost, imaginedSession } from '@stationmaster/contract';
import { costOf, type FullTariff, type Reduction, type SessionPeriod, type Surroundings } from '@stationmaster/domain';
import type { z } from 'zod';
import { explained } from './explained.ts';

type Imagined = Pick<z.output<typeof imaginedSession>, 'energyWh' | 'chargingSeconds' | 'idleSeconds'>;

/** What a session that has not happened would cost: charging evenly, then plugged in without charging. */
export function imaginedCost(
  tariff: FullTariff,
  { energyWh, chargingSeconds, idleSeconds }: Imagined,
  { startedAt, around, reductions = [] }: { startedAt: number; around: Surroundings; reductions?: readonly Reduction[] },
): z.input<typeof explainedCost> {
  const charged = startedAt + chargingSeconds * 1000;
  const periods: SessionPeriod[] = [{ start: startedAt, end: charged, state: 'charging', energyWh }];
  if (idleSeconds > 0) periods.push({ start: charged, end: charged + idleSeconds * 1000, state: 'idle', energyWh: 0 });
  return explained(costOf({ periods, tariff, around, reductions }));
}
