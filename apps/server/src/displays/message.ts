import type { RequestOf } from '@stationmaster/ocpp';
import type { Told } from '../reports/step.ts';

/** MessageInfoType, the wider one of 2.1. */
export type MessageInfo = RequestOf<'ocpp2.1', 'SetDisplayMessage'>['message'];

/** A message on a station's display, kept by its id exactly as it is there. */
export function messageRecord(message: MessageInfo): Told {
  return { kind: 'displayMessage', key: String(message.id), evseId: message.display?.evse?.id ?? 0, data: message };
}

/** It is gone. */
export function goneMessage(id: number): Told {
  return { kind: 'displayMessage', key: String(id), evseId: 0, data: null };
}
