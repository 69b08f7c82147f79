import { iso } from '../station/face.ts';
import { measure } from '../station/measurands.ts';
import type { Message, Sample } from '../station/message.ts';
import { listOf } from '../station/settings.ts';
import type { StationState } from '../station/state.ts';
import type { Sent } from './calls.ts';

type MeterValue = Sent<'MeterValues'>['meterValue'][number];
type SampledValue = MeterValue['sampledValue'][number];

export function meterValues({ evseId, sample }: Extract<Message, { kind: 'meterValues' }>, state: StationState): Sent<'MeterValues'> {
  const measurands = listOf(state, sample.context === 'Sample.Clock' ? 'alignedMeasurands' : 'updatedMeasurands');
  return { evseId, meterValue: [meterValue(sample, measurands)] };
}

export function meterValue(sample: Sample, measurands: readonly string[]): MeterValue {
  return {
    timestamp: iso(sample.at),
    sampledValue: measure(sample, measurands).map(
      ({ measurand, value, unit, phase, location }): SampledValue => ({
        context: sample.context,
        location,
        value,
        measurand,
        unitOfMeasure: { unit },
        ...(phase === null ? {} : { phase }),
      }),
    ) as MeterValue['sampledValue'],
  };
}
