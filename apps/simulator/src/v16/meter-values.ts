import { iso } from '../station/face.ts';
import { measure } from '../station/measurands.ts';
import type { EventMessage, Message, Sample } from '../station/message.ts';
import { listOf } from '../station/settings.ts';
import type { StationState } from '../station/state.ts';
import type { Asked } from './calls.ts';
import { transactionIdOf } from './transaction-id.ts';

type Request = Asked<'MeterValues'>;
type SampledValue = Request['meterValue'][number]['sampledValue'][number];

export function sessionMeterValues({ session, samples }: EventMessage, state: StationState): Request {
  return {
    connectorId: session.evseId,
    transactionId: transactionIdOf(session.id, state),
    meterValue: samples.map((sample) => meterValue(sample, measurandsOf(sample, state))),
  };
}

export function meterValues({ evseId, sessionId, sample }: Extract<Message, { kind: 'meterValues' }>, state: StationState): Request {
  return {
    connectorId: evseId,
    ...(sessionId === null ? {} : { transactionId: transactionIdOf(sessionId, state) }),
    meterValue: [meterValue(sample, measurandsOf(sample, state))],
  };
}

export function meterValue(sample: Sample, measurands: readonly string[]): Request['meterValue'][number] {
  return {
    timestamp: iso(sample.at),
    sampledValue: [
      ...(measurands.length === 0 ? [] : measure(sample, measurands)).map(({ measurand, value, unit, phase, location }): SampledValue => {
        // 1.6 knows no unit of a frequency.
        const withUnit = unit === 'Hertz' ? {} : { unit };
        return { context: sample.context, location, value: String(value), measurand, ...withUnit, ...(phase === null ? {} : { phase }) };
      }),
      ...signedValue(sample),
    ],
  };
}

/** OCA's note on signed meter values in 1.6: JSON in the value of a sample in the format SignedData. */
function signedValue({ signed, context }: Sample): SampledValue[] {
  if (signed === undefined) return [];
  const { text, publicKey } = signed;
  const value = JSON.stringify({ signedMeterData: Buffer.from(text).toString('base64'), encodingMethod: 'OCMF', publicKey });
  return [{ value, context, format: 'SignedData', measurand: 'Energy.Active.Import.Register', location: 'Outlet' }];
}

function measurandsOf({ context }: Sample, state: StationState): string[] {
  return listOf(state, context === 'Sample.Clock' ? 'alignedMeasurands' : 'updatedMeasurands');
}
