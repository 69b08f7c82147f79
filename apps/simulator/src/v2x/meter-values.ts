import type { Calls201 } from '@stationmaster/ocpp';
import { iso } from '../station/face.ts';
import type { Message, Sample } from '../station/message.ts';

type Request = Calls201['MeterValues']['request'];
type MeterValue = Request['meterValue'][number];
type SampledValue = MeterValue['sampledValue'][number];
const mainsVolt = 230;

export function meterValues({ evseId, sample }: Extract<Message, { kind: 'meterValues' }>): Request {
  return { evseId, meterValue: [meterValue(sample)] };
}

export function meterValue({ at, context, registerWh, powerW, phases, kind, socPercent }: Sample): MeterValue {
  const value = (rest: SampledValue): SampledValue => ({ context, location: 'Outlet', ...rest });
  const sampledValue: MeterValue['sampledValue'] = [
    value({ value: registerWh, measurand: 'Energy.Active.Import.Register', unitOfMeasure: { unit: 'Wh' } }),
    value({ value: powerW, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W' } }),
  ];
  const lines = phases === 3 ? (['L1', 'L2', 'L3'] as const) : (['L1'] as const);
  if (kind === 'AC')
    for (const phase of lines)
      sampledValue.push(
        value({
          value: Math.round((powerW / lines.length / mainsVolt) * 10) / 10,
          measurand: 'Current.Import',
          unitOfMeasure: { unit: 'A' },
          phase,
        }),
      );
  if (socPercent !== null)
    sampledValue.push(value({ value: socPercent, measurand: 'SoC', unitOfMeasure: { unit: 'Percent' }, location: 'EV' }));
  return { timestamp: iso(at), sampledValue };
}
