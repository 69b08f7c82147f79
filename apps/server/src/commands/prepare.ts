import type { Kysely } from 'kysely';
import { withProfile } from '../charging/prepare.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';
import type { Call } from '../http/handler.ts';
import { type Card, prepareReservation } from '../reservations/prepare.ts';
import { authorize } from '../tokens/authorize.ts';
import type { Facts } from './encoded.ts';
import { likeliestEvse } from './likeliest-evse.ts';
import { limitsOf } from './limits.ts';
import { sessionFacts } from './session-facts.ts';
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

/** Checks what can be known before the station is asked, and stores the command as pending. Failures: notFound, tokenRefused, sessionNotActive, reservationOver, profileRefused. */
export async function prepareCommand(
  context: Context,
  call: Call,
  order: { identity: string; request: CommandRequest },
): Promise<Prepared> {
  const { identity } = order;
  return await call.tx(async (db) => {
    const target = await findTarget(db, identity);
    if (target === undefined) throw fail('notFound', { what: 'station', id: identity });
    const request = await withProfile({ gateway: context.gateway, db }, order.request, { stationId: target.id, now: call.now });
    const { sessionId, transactionId, totalCost } = await sessionFacts(db, identity, request);
    const isForCard = request.verb === 'start' || request.verb === 'reserve';
    const card = isForCard ? await allowedCard(context, call, { db, target, token: request.token }) : noCard;
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
    });
    const reservation = await prepareReservation(call, { db, commandId: id, stationId, request, card });
    const facts: Facts = {
      ...factsOf(context, target, { commandId: id, at: call.now, idTokenType: card.type, transactionId, totalCost }),
      ...(reservation === undefined ? {} : { reservation }),
    };
    return { id, stationId, callTimeoutMs: target.call_timeout_ms, facts, parameters, request };
  });
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

/** A remote start is billed to the card, and a place is kept for it: it must be allowed as if it had been held to the reader. */
async function allowedCard(
  context: Context,
  call: Call,
  { db, target, token }: { db: Kysely<Tables>; target: TargetRow; token: string },
): Promise<Card> {
  const openAccess = context.gateway.peek(target.id)?.openAccess ?? target.open_access ?? false;
  // Within the transaction: a second connection of the pool might wait for ours.
  const decided = await authorize({ db }, { tenantId: call.tenantId, idToken: token, type: null, openAccess, at: call.now });
  if (decided.status !== 'Accepted') throw fail('tokenRefused', { reason: decided.reason });
  const { tokenId } = decided;
  const type = tokenId === null ? null : await findTokenType(db, tokenId);
  return { tokenId, type: type ?? noCard.type };
}
