import { actionsToStation, isAction, type Version } from '@stationmaster/ocpp';
import { requestSchema } from './schema.ts';

/** What a CSMS may send in each version: its own messages, and DataTransfer, which goes both ways. In alphabetical order. */
const sendable: Readonly<Record<Version, readonly string[]>> = {
  'ocpp1.6': withDataTransfer(actionsToStation['ocpp1.6']),
  'ocpp2.0.1': withDataTransfer(actionsToStation['ocpp2.0.1']),
  'ocpp2.1': withDataTransfer(actionsToStation['ocpp2.1']),
};

function withDataTransfer(actions: readonly string[]): string[] {
  return [...actions, 'DataTransfer'].sort();
}

export function isSendable(version: Version, action: string): boolean {
  return isAction(version, action) && sendable[version].includes(action);
}

interface Sendable {
  action: string;
  schema: Record<string, unknown>;
}
const made = new Map<Version, Sendable[]>();

/** The messages of a version with their schemas, put together when first asked for. */
export function sendableMessages(version: Version): Sendable[] {
  const known = made.get(version);
  if (known !== undefined) return known;
  const items = sendable[version].map((action) => ({ action, schema: requestSchema(version, action) }));
  made.set(version, items);
  return items;
}
