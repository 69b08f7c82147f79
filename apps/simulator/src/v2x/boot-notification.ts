import type { Answer } from '../station/message.ts';
import type { StationState } from '../station/state.ts';
import type { Heard, Sent } from './calls.ts';

type Boot = Sent<'BootNotification'>;

export function bootNotification(reason: string, { id, vendor, model, firmware }: StationState): Boot {
  return {
    reason: reason as Boot['reason'],
    chargingStation: { vendorName: vendor.slice(0, 50), model: model.slice(0, 20), serialNumber: id.slice(-25), firmwareVersion: firmware },
  };
}

export function readBoot({ status, interval }: Heard<'BootNotification'>): Answer {
  return { registration: status, intervalMs: interval * 1000 };
}
