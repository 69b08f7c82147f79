import type { Calls21 } from '@stationmaster/ocpp';
import { pullUpdate } from '../../charging/dynamic.ts';
import type { HandlerOf } from '../handlers.ts';

/** 2.1 K28.FR.06: the station asks for the present values of a Dynamic profile. */
export const pullDynamicScheduleUpdate: HandlerOf<Calls21, 'PullDynamicScheduleUpdate'> = async ({ request, ...turn }, context) => {
  const pulled = await pullUpdate(context, turn, request.chargingProfileId);
  if (pulled === null) return { answer: { status: 'Rejected', statusInfo: { reasonCode: 'InvalidProfileId' } } };
  return { answer: { status: 'Accepted', scheduleUpdate: pulled.values }, ...pulled.step };
};
