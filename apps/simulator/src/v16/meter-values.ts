import type { Calls16 } from '@stationmaster/ocpp';
import { iso } from '../station/face.ts';
import type { EventMessage, Message, Sample } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import { transactionIdOf } from './transaction-id.ts';

type Request = Calls16['MeterValues']['request'];
type SampledValue = Request['meterValue'][number]['sampledValue'][number];
const mainsVolt = 230;

export function sessionMeterValues({ session, sample }: EventMessage, state: StationState): Request {
  return { connectorId: session.evseId, transactionId: transactionIdOf(session.id, state), meterValue: [meterValue(sample)] };
}

export function meterValues({ evseId, sessionId, sample }: Extract<Message, { kind: 'meterValues' }>, state: StationState): Request {
  return {
    connectorId: evseId,
    ...(sessionId === null ? {} : { transactionId: transactionIdOf(sessionId, state) }),
    meterValue: [meterValue(sample)],
  };
}

function meterValue({ at, context, registerWh, powerW, phases, kind, socPercent }: Sample): Request['meterValue'][number] {
  const value = (rest: SampledValue): SampledValue => ({ context, location: 'Outlet', ...rest });
  const sampledValue: SampledValue[] = [
    value({ value: String(registerWh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' }),
    value({ value: String(powerW), measurand: 'Power.Active.Import', unit: 'W' }),
  ];
  const lines = phases === 3 ? (['L1', 'L2', 'L3'] as const) : (['L1'] as const);
  if (kind === 'AC')
    for (const phase of lines)
      sampledValue.push(value({ value: (powerW / lines.length / mainsVolt).toFixed(1), measurand: 'Current.Import', unit: 'A', phase }));
  if (socPercent !== null) sampledValue.push(value({ value: String(socPercent), measurand: 'SoC', unit: 'Percent', location: 'EV' }));
  return { timestamp: iso(at), sampledValue };
}
