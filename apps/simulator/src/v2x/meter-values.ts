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
      ({ measurand, value, unit, phase, location }, index): SampledValue => ({
        context: sample.context,
        location,
        value,
        measurand,
        unitOfMeasure: { unit },
        ...(phase === null ? {} : { phase }),
        ...(index === 0 ? signedBy(sample) : {}),
      }),
    ) as MeterValue['sampledValue'],
  };
}

/** The register comes first; its value is what was signed. [P2 SignedMeterValueType] */
function signedBy({ signed }: Sample): Pick<SampledValue, 'signedMeterValue'> {
  if (signed === undefined) return {};
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const publicKey = base64(`oca:base16:asn1:${signed.publicKey}`);
  return {
    signedMeterValue: { signedMeterData: base64(signed.text), signingMethod: 'ECDSA-secp256r1-SHA256', encodingMethod: 'OCMF', publicKey },
  };
}
