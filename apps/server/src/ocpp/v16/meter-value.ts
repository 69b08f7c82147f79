import { frameTime, type Reading, toReading } from '@stationmaster/domain';
import type { Calls16 } from '@stationmaster/ocpp';
import { withoutNull } from '../text.ts';

type MeterValue = Calls16['MeterValues']['request']['meterValue'][number];

/** The meter values of MeterValues and of StopTransaction.transactionData as readings. */
export function toReadings(values: readonly MeterValue[] | undefined, receivedAt: number): Reading[] {
  const readings: Reading[] = [];
  for (const { timestamp, sampledValue } of values ?? []) {
    const { at } = frameTime(timestamp, receivedAt);
    for (const { format, ...sample } of sampledValue)
      readings.push(toReading({ ...sample, value: withoutNull(sample.value), isSigned: format === 'SignedData' }, at));
  }
  return readings;
}
