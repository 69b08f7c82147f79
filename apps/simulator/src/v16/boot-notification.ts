import type { Answer } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import type { Asked, Said } from './calls.ts';

export function bootNotification({ id, vendor, model, firmware }: StationState): Asked<'BootNotification'> {
  return {
    chargePointVendor: vendor.slice(0, 20),
    chargePointModel: model.slice(0, 20),
    chargePointSerialNumber: id.slice(-25),
    firmwareVersion: firmware,
    meterType: 'Virtual meter',
    meterSerialNumber: `M-${id}`.slice(-25),
  };
}

export function readBoot({ status, interval }: Said<'BootNotification'>): Answer {
  return { registration: status, intervalMs: interval * 1000 };
}
