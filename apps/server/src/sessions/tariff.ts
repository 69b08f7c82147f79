import { isPlain } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { reductionsFor } from '../price-reductions/reductions.ts';
import type { Authorization, StationState } from '../stations/state.ts';
import { nobody, tariffFor } from '../tariffs/book.ts';
import { factsFor } from '../tariffs/facts.ts';
import { claimVouchers } from '../vouchers/claim.ts';
import type { LiveSession } from './live.ts';

interface Buying {
  session: LiveSession;
  authorization: Authorization | null;
  /** As the station tells it. */
  reservationId?: number | null;
}
/**
 * The session with who pays, with the tariff that holds for them where it is charged, and with what its price depends on; all fixed now.
 * The book of tariffs is in memory, so that a start costs no query; only a tariff that asks for more than the clock does.
 */
export async function withTariff(
  { db }: Pick<Context, 'db'>,
  state: StationState,
  { session: unpaid, authorization, reservationId = null }: Buying,
): Promise<LiveSession> {
  const payer = authorization?.payer ?? nobody;
  const { driverId, companyId, costCentreId } = payer;
  const session = { ...unpaid, driverId, companyId, costCentreId };
  const { tenantId, siteId, id: stationId } = state;
  const { evseId, connectorId, startedAt: at } = session;
  const tariff = await tariffFor(db, { tenantId, siteId, stationId, evseId }, { payer, at });
  if (tariff === null) return session;
  const paymentKind = authorization?.tokenId == null ? 'adHoc' : 'contract';
  const priceFacts = isPlain(tariff)
    ? null
    : await factsFor(db, tariff, {
        tenantId,
        siteId,
        stationId,
        zone: state.timeZone,
        market: state.market,
        evseId,
        connectorId,
        tokenId: session.tokenId,
        reservationId,
        at,
        payer,
        paymentKind,
      });
  const { tokenId, id: sessionId, startKey, receivedAt } = session;
  const beginning = { tenantId, siteId, stationId, evseId, sessionId, tokenId, at, payer };
  const reference = session.idTokenType === 'DirectPayment' ? session.idToken : null;
  const reductions = [
    ...(await reductionsFor(db, { ...beginning, zone: state.timeZone })),
    ...(await claimVouchers(db, { ...beginning, startKey, receivedAt, reference, currency: tariff.currency })),
  ];
  const facts = reductions.length === 0 ? priceFacts : { ...(priceFacts ?? { zone: state.timeZone }), reductions };
  return { ...session, tariff, tariffVersionId: tariff.versionId, priceFacts: facts, currency: tariff.currency };
}
