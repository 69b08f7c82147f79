import { randomBytes } from 'node:crypto';
import type { paymentRoutes } from '@stationmaster/contract';
import { ownCommand } from '../commands/own-command.ts';
import type { Context } from '../context.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { seal } from '../secrets/seal.ts';
import { stationRowId } from '../stations/row-id.ts';
import { publicAddress } from './receipt.ts';
import { sealedFor } from './web.ts';
import { upsertWebSetup } from './web-store.ts';

type Route = (typeof paymentRoutes)['setUpWebPayments'];

/**
 * 2.1 C25: a new secret for the station's dynamic QR code, written to it with all that belongs to it. The secret is kept sealed, and shown
 * to nobody. It is stored before the station is asked: one that does not take it shows codes that are out of date, never such that
 * anybody knows.
 */
export async function setUpWebPayments(
  context: Context,
  call: Call,
  { params: { stationId }, body }: Input<Route>,
): Promise<Output<Route>> {
  const secret = randomBytes(24).toString('base64url');
  const { length, validitySeconds, symbols } = body;
  await call.tx(async (db) => {
    const stationRow = await stationRowId(db, stationId);
    call.subject(stationId, { length, validitySeconds, symbols });
    const sealed = seal(context.config, sealedFor, secret);
    await upsertWebSetup(db, {
      tenantId: call.tenantId,
      stationRow,
      secret: sealed,
      length,
      validitySeconds,
      symbols,
      by: actorName(call.actor),
      at: call.now,
    });
  });
  const urlTemplate = publicAddress(context.config, '/q/{chargingstationid}/{evse}?totp={totp}&version={version}');
  const of = (variable: string, value: string) => ({ component: 'WebPaymentsCtrlr', variable, value });
  const variables = [
    of('URLTemplate', urlTemplate),
    of('TOTPVersion', 'v1'),
    of('ValidityTime', String(validitySeconds)),
    of('Length', String(length)),
    of('SharedSecret', secret),
  ];
  const progress = await ownCommand(
    context,
    { identity: stationId, tenantId: call.tenantId, onBehalfOf: call.actor.name },
    { verb: 'writeConfiguration', variables },
  );
  return { urlTemplate, status: progress?.status ?? 'offline', reason: progress?.reason ?? null };
}
