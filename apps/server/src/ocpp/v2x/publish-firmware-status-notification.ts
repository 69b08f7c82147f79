import { transferTold } from '../../transfers/told.ts';
import { reasonOf } from './commands/message.ts';
import type { Handler2x } from './handler.ts';

/** 2.x L03: how far a local controller is with firmware that it publishes to its stations, and where they find it. */
export const publishFirmwareStatusNotification: Handler2x<'PublishFirmwareStatusNotification'> = ({ request, ...turn }) => {
  const { status, requestId = null, location: locations = [] } = request;
  const told = { kind: 'publishFirmware', action: 'PublishFirmwareStatusNotification', status, requestId, locations } as const;
  return { answer: {}, ...transferTold(turn, { ...told, info: reasonOf('statusInfo' in request ? request : {}) }) };
};
