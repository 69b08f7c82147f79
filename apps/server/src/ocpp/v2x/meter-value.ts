import { frameTime, type Reading, toReading } from '@stationmaster/domain';
import { withoutNull } from '../text.ts';
import type { Request2x } from './handler.ts';

type MeterValue = Request2x<'MeterValues'>['meterValue'][number];

/** The meter values of a 2.x message as readings. */
export function toReadings(values: readonly MeterValue[] | undefined, receivedAt: number): Reading[] {
  const readings: Reading[] = [];
  for (const { timestamp, sampledValue } of values ?? []) {
    const { at } = frameTime(timestamp, receivedAt);
    for (const { unitOfMeasure, signedMeterValue, value, measurand, context, phase, location } of sampledValue) {
      const sample = {
        value,
        measurand,
        context,
        phase,
        location,
        unit: unitOfMeasure?.unit === undefined ? undefined : withoutNull(unitOfMeasure.unit),
        multiplier: unitOfMeasure?.multiplier,
        signed: signedMeterValue === undefined ? undefined : withoutNull(signedMeterValue.signedMeterData),
      };
      readings.push(toReading(sample, at));
    }
  }
  return readings;
}
