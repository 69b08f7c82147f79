import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { mustBeSound } from '../certificates/sound.ts';
import { withProfile } from '../charging/prepare.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Call } from '../http/handler.ts';
import { type Card, prepareReservation } from '../reservations/prepare.ts';
import { type Authorize, authorize } from '../tokens/authorize.ts';
import { isMasterPass } from '../tokens/master-pass.ts';
import { mustBeAllowed } from './allowed.ts';
import type { Facts } from './encoded.ts';
import { likeliestEvse } from './likeliest-evse.ts';
import { limitsOf } from './limits.ts';
import { type SessionFacts, sessionFacts } from './session-facts.ts';
import { findTarget, findTokenType, insertCommand, type TargetRow } from './store.ts';
import { type CommandRequest, parametersOf } from './words.ts';

export interface Prepared {
  id: number;
  stationId: number;
  callTimeoutMs: number;
  facts: Facts;
  parameters: Record<string, unknown>;
  /** As it will be sent. */
  request: CommandRequest;
}

/** Checks what can be known before the station is asked, and stores the command as pending. Failures: notAllowed, notFound, tokenRefused, sessionNotActive, reservationOver, profileRefused, secretCannotWait, certificateUnusable. */
export async function prepareCommand(
  context: Context,
  call: Call,
  order: { identity: string; request: CommandRequest; expiresAt: number | null },
): Promise<Prepared> {
  const { identity, expiresAt } = order;
  mustBeAllowed(call.actor, order.request);
  mustBeSound(order.request, call.now);
  if (expiresAt !== null) mustBeStorable(order.request);
  return await call.tx(async (db) => {
    const { target, request, card, sessionId, ...asked } = await askedOf(context, db, { ...order, tenantId: call.tenantId, at: call.now });
    const parameters = parametersOf(request);
    const stationId = target.id;
    call.subject(identity, { verb: request.verb, ...parameters });
    const id = await insertCommand(db, {
      tenantId: call.tenantId,
      stationId,
      verb: request.verb,
      parameters,
      requestedBy: call.actor.name,
      at: call.now,
      sessionId,
      expiresAt,
    });
    const reservation = await prepareReservation(call, { db, commandId: id, stationId, request, card });
    const facts: Facts = {
      ...factsOf(context, target, { commandId: id, at: call.now, idTokenType: card.type, ...asked }),
      ...(reservation === undefined ? {} : { reservation }),
    };
    return { id, stationId, callTimeoutMs: target.call_timeout_ms, facts, parameters, request };
  });
}

/** What is kept of a command must be all of it, if it is to be sent later. Failure secretCannotWait. */
export function mustBeStorable(request: CommandRequest): void {
  if (!isDeepStrictEqual({ verb: request.verb, ...parametersOf(request) }, request)) throw fail('secretCannotWait');
}

interface Asked extends SessionFacts {
  target: TargetRow;
  /** As it will be sent. */
  request: CommandRequest;
  card: Card;
}

/** What a command speaks of, as it is now. Failures: notFound, tokenRefused, sessionNotActive, profileRefused. */
export async function askedOf(
  { gateway }: Pick<Context, 'gateway'>,
  db: Kysely<Tables>,
  asked: { tenantId: number; at: number; identity: string; request: CommandRequest },
): Promise<Asked> {
  const { tenantId, at, identity } = asked;
  const target = await findTarget(db, identity);
  if (target === undefined) throw fail('notFound', { what: 'station', id: identity });
  const request = await withProfile({ gateway, db }, asked.request, { stationId: target.id, now: at });
  const isForCard = request.verb === 'start' || request.verb === 'reserve' || request.verb === 'requestBatterySwap';
  const openAccess = gateway.peek(target.id)?.openAccess ?? target.open_access ?? false;
  const place = { siteId: target.site_id, timeZone: target.time_zone ?? 'UTC', currency: target.currency ?? 'EUR' };
  const card = isForCard
    ? await allowedCard(db, { tenantId, idToken: request.token, type: tokenTypeOf(request), openAccess, place, at, stationId: target.id })
    : await cardSpokenOf(db, request, { tenantId, openAccess, at });
  return { target, request, card, ...(await sessionFacts(db, identity, request)) };
}

/** What the encoders need to know of the station: of the live state where it is connected, else nothing is sent anyway. */
export function factsOf(
  { gateway }: Pick<Context, 'gateway'>,
  target: TargetRow,
  order: Pick<Facts, 'commandId' | 'at' | 'idTokenType' | 'transactionId' | 'totalCost'>,
): Facts {
  const live = gateway.peek(target.id);
  return {
    ...order,
    limits: limitsOf(target.limits),
    connectors: target.connectors,
    quirks: live?.quirks ?? new Set(),
    likeliestEvseId: likeliestEvse(live?.connectors.values() ?? []),
  };
}

const noCard: Card = { tokenId: null, type: 'Central' };

/** A card that is only spoken of, whether it may charge or not. */
async function cardSpokenOf(
  db: Kysely<Tables>,
  request: CommandRequest,
  asked: Pick<Authorize, 'tenantId' | 'openAccess' | 'at'>,
): Promise<Card> {
  if (request.verb !== 'customerInformation' || !('token' in request.customer)) return noCard;
  const { tokenId } = await authorize({ db }, { ...asked, idToken: request.customer.token, type: null });
  const type = tokenId === null ? null : await findTokenType(db, tokenId);
  return { tokenId, type: type ?? 'ISO14443' };
}

/** A remote start is billed to the card, and a place is kept for it: it must be allowed as if it had been held to the reader. */
async function allowedCard(db: Kysely<Tables>, { stationId, ...asked }: Authorize & { stationId: number }): Promise<Card> {
  // Within the transaction: a second connection of the pool might wait for ours.
  const decided = await authorize({ db }, asked);
  if (decided.status !== 'Accepted') throw fail('tokenRefused', { reason: decided.reason });
  // Such a card ends sessions there, and begins none.
  if (await isMasterPass(db, stationId, decided.groupId)) throw fail('tokenRefused', { reason: 'masterPass' });
  const { tokenId, payer } = decided;
  const type = tokenId === null ? null : await findTokenType(db, tokenId);
  return { tokenId, type: type ?? asked.type ?? noCard.type, payer };
}

/** null: the card says itself what it is. */
function tokenTypeOf(request: CommandRequest): string | null {
  return request.verb === 'start' ? (request.tokenType ?? null) : null;
}
