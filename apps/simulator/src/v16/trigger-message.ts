import type { Calls16 } from '@stationmaster/ocpp';
import type { Command } from '../station/command.ts';
import type { CommandRow } from '../station/face.ts';

type TriggerMessage = Calls16['TriggerMessage'];
type Trigger = Extract<Command, { kind: 'trigger' }>['message'];
const messages: Readonly<Partial<Record<TriggerMessage['request']['requestedMessage'], Trigger>>> = {
  BootNotification: 'boot',
  Heartbeat: 'heartbeat',
  StatusNotification: 'status',
  MeterValues: 'meterValues',
};

export const triggerMessage: CommandRow<TriggerMessage['request'], TriggerMessage['response']> = {
  read: ({ requestedMessage, connectorId }) => ({
    kind: 'trigger',
    message: messages[requestedMessage] ?? 'other',
    evseId: connectorId ?? null,
  }),
  answer: ({ status, override }) => ({
    status: (override ??
      (status === 'accepted'
        ? 'Accepted'
        : status === 'notSupported'
          ? 'NotImplemented'
          : 'Rejected')) as TriggerMessage['response']['status'],
  }),
};
