import type { Kysely } from 'kysely';
import type { CommandRequest } from '../commands/words.ts';
import type { Tables } from '../db/tables.gen.ts';
import { Failure, fail } from '../errors.ts';
import type { Call } from '../http/handler.ts';
import { mustBeOpen } from '../maintenance/closed.ts';
import type { Payer } from '../tariffs/book.ts';
import { insertTerms, selectStand } from './bill-store.ts';
import { findReservation, insertReservation } from './store.ts';
import { tariffOf, termsBy } from './terms.ts';

/** A card that may charge, and how 2.x stations are to name it. */
export interface Card {
  tokenId: number | null;
  type: string;
  /** Who pays with it, where it is anybody's. */
  payer?: Payer | undefined;
}
/** A reservation as the station was asked to hold it. */
export interface HeldReservation {
  /** 0: any. */
  evseId: number;
  connectorType: string | null;
  idToken: string;
  /** OCPP 2.x idToken type. */
  idTokenType: string;
  groupId: string | null;
}
interface Order {
  db: Kysely<Tables>;
  /** Epoch ms. */
  at: number;
  commandId: number;
  stationId: number;
  request: CommandRequest;
  card: Card;
}

/**
 * The part of a command's preparation that concerns reservations: a new one is stored before the station is asked, so
 * that it is known whatever happens next. Answers with the one that is to be extended. Failures: notFound, reservationOver,
 * inMaintenance, badRequest (a time in the past).
 */
export async function prepareReservation(call: Call, asked: Omit<Order, 'at'>): Promise<HeldReservation | undefined> {
  const order = { ...asked, at: call.now };
  const { request, db, stationId } = order;
  const until = request.verb === 'reserve' || request.verb === 'extendReservation' ? request.expiresAt : null;
  if (until !== null && Date.parse(until) <= call.now)
    throw new Failure('badRequest', {}, [{ path: 'expiresAt', message: 'must be in the future' }]);
  if (until !== null) await mustBeOpen(db, stationId, { from: call.now, until: Date.parse(until) });
  await storeReservation(db, order);
  return await reservationToChange(db, stationId, request);
}

/** The one a command is to extend or cancel, as it is now; undefined: it speaks of none. Failures: notFound, reservationOver. */
export async function reservationToChange(
  db: Kysely<Tables>,
  stationId: number,
  request: CommandRequest,
): Promise<HeldReservation | undefined> {
  if (request.verb !== 'extendReservation' && request.verb !== 'cancelReservation') return undefined;

  const id = request.reservationId;
  const found = await findReservation(db, { stationId, id });
  if (found === undefined) throw fail('notFound', { what: 'reservation', id });
  const { status, evse_id, connector_type, id_token, id_token_type, group_id } = found;
  if (status !== 'active' && status !== 'pending') throw fail('reservationOver', { id, status });
  return { evseId: evse_id, connectorType: connector_type, idToken: id_token, idTokenType: id_token_type, groupId: group_id };
}

/**
 * Before the station is asked, so that it is known whatever happens next; of a command that comes again it is there already. What it will
 * be priced by is fixed with it.
 */
export async function storeReservation(db: Kysely<Tables>, { commandId, stationId, request, card, at }: Omit<Order, 'db'>): Promise<void> {
  if (request.verb !== 'reserve') return;
  const { evseId, connectorType = null, token, groupId = null, expiresAt } = request;
  await insertReservation(db, {
    id: commandId,
    stationId,
    evseId,
    connectorType,
    idToken: token,
    idTokenType: card.type,
    tokenId: card.tokenId,
    groupId,
    expiresAt: Date.parse(expiresAt),
  });
  const { tokenId, payer } = card;
  const stand = await selectStand(db, stationId);
  if (stand === undefined) return;
  const kept = { ...stand, evseId, tokenId, payer, at };
  const terms = await termsBy(db, await tariffOf(db, kept), kept);
  if (terms !== null) await insertTerms(db, { ...terms, ...kept, reservationId: commandId });
}
