import type { Calls16 } from '@stationmaster/ocpp';
import type { Answer } from '../station/message.ts';
import type { StationState } from '../station/state.ts';

type Boot = Calls16['BootNotification'];

export function bootNotification({ id, vendor, model, firmware }: StationState): Boot['request'] {
  return {
    chargePointVendor: vendor.slice(0, 20),
    chargePointModel: model.slice(0, 20),
    chargePointSerialNumber: id.slice(-25),
    firmwareVersion: firmware,
    meterType: 'Virtual meter',
    meterSerialNumber: `M-${id}`.slice(-25),
  };
}

export function readBoot({ status, interval }: Boot['response']): Answer {
  return { registration: status, intervalMs: interval * 1000 };
}
