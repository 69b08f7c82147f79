import type { Calls21 } from '@stationmaster/ocpp';
import type { EventMessage } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { pricesOf, tariffAt } from './tariffs.ts';

type Details = NonNullable<Calls21['TransactionEvent']['request']['costDetails']>;
type Total = Details['totalCost'];

/** What a session has cost by the station's own tariff, without tax; null where there is none. [21P2 I12] */
export function costDetailsOf({ session, samples }: EventMessage, state: StationState): Details | null {
  const tariff = session.tariff ?? tariffAt(state, session.evseId);
  const last = samples.at(-1);
  if (tariff === null || last === undefined) return null;
  const kWh = (last.registerWh - session.startWh) / 1000;
  const chargingTime = Math.round(session.chargingMs / 1000);
  const idleTime = Math.max(0, Math.round((last.at - session.startedAt) / 1000) - chargingTime);
  const totalUsage = { energy: kWh, chargingTime, idleTime };
  const head = { currency: tariff.currency, typeOfCost: 'NormalCost' } as const;
  // A virtual station has no clock for conditions: better no price than a wrong one.
  if (pricesOf(tariff).some(({ conditions }) => conditions !== undefined))
    return { totalUsage, totalCost: { ...head, total: {} }, failureToCalculate: true, failureReason: 'Conditions are not computed.' };
  const energy = (tariff.energy?.prices[0]?.priceKwh ?? 0) * kWh;
  const charging = ((tariff.chargingTime?.prices[0]?.priceMinute ?? 0) * chargingTime) / 60;
  const idle = ((tariff.idleTime?.prices[0]?.priceMinute ?? 0) * idleTime) / 60;
  const fixed = tariff.fixedFee?.prices[0]?.priceFixed ?? 0;
  const parts: Partial<Total> = {
    ...(tariff.energy === undefined ? {} : { energy: price(energy) }),
    ...(tariff.chargingTime === undefined ? {} : { chargingTime: price(charging) }),
    ...(tariff.idleTime === undefined ? {} : { idleTime: price(idle) }),
    ...(tariff.fixedFee === undefined ? {} : { fixed: price(fixed) }),
  };
  return { totalUsage, totalCost: { ...head, ...parts, total: price(energy + charging + idle + fixed) } };
}

/** Amounts are told to a ten-thousandth. */
function price(value: number): { exclTax: number } {
  return { exclTax: Math.round(value * 10_000) / 10_000 };
}
