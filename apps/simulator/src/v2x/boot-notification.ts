import type { Calls201 } from '@stationmaster/ocpp';
import type { Answer } from '../station/message.ts';
import type { StationState } from '../station/state.ts';

type Boot = Calls201['BootNotification'];

export function bootNotification(reason: string, { id, vendor, model, firmware }: StationState): Boot['request'] {
  return {
    reason: reason as Boot['request']['reason'],
    chargingStation: { vendorName: vendor.slice(0, 50), model: model.slice(0, 20), serialNumber: id.slice(-25), firmwareVersion: firmware },
  };
}

export function readBoot({ status, interval }: Boot['response']): Answer {
  return { registration: status, intervalMs: interval * 1000 };
}
