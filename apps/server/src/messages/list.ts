import type { messageRoutes } from '@stationmaster/contract';
import { versions } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { sendableMessages } from './sendable.ts';
import { selectProtocol } from './store.ts';

type Route = typeof messageRoutes.listSendableMessages;

/** What can be sent to a station, in the version it speaks or spoke last. Failure notFound. */
export function listSendableMessages(
  { gateway }: Pick<Context, 'gateway'>,
  call: Call,
  { params }: Pick<Input<Route>, 'params'>,
): Promise<Output<Route>> {
  return call.tx(async (db) => {
    const id = await stationRowId(db, params.stationId);
    const spoken = gateway.peek(id)?.version ?? (await selectProtocol(db, id));
    const version = versions.find((known) => known === spoken) ?? null;
    return { version, items: version === null ? [] : sendableMessages(version) };
  });
}
