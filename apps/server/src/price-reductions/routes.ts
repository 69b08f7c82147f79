import type { priceReductionRoutes } from '@stationmaster/contract';
import type { Context } from '../context.ts';
import { Failure } from '../errors.ts';
import { fromCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handler.ts';
import { actorName } from '../http/transaction.ts';
import { placeOf } from '../tariffs/assignments.ts';
import { forgetReductions } from './reductions.ts';
import { deleteReduction, insertReduction, selectReductions } from './store.ts';

const percents = /^\d{1,3}(\.\d{1,6})?$/;

export function priceReductionHandlers({ db: owner }: Pick<Context, 'db'>): Handlers<typeof priceReductionRoutes> {
  return {
    listPriceReductions: ({ query: { cursor, limit } }, call) =>
      call.tx((db) => selectReductions(db, { limit, after: fromCursor(cursor, 1)?.[0] ?? null })),

    createPriceReduction: async ({ body }, call) => {
      const { name, target, evseId, rule, validFrom, validUntil } = body;
      if (validFrom !== undefined && validUntil !== undefined && Date.parse(validFrom) >= Date.parse(validUntil))
        throw new Failure('badRequest', {}, [{ path: 'validUntil', message: 'must be later than validFrom' }]);
      checkAmounts(rule);
      const made = await call.tx(async (db) => {
        call.subject('priceReduction', { name, target, rule });
        const place = await placeOf(db, call.tenantId, body);
        return insertReduction(db, {
          tenantId: call.tenantId,
          name,
          target,
          targetId: place.id,
          evseId: target === 'evse' ? (evseId ?? 0) : 0,
          rule,
          validFrom: validFrom === undefined ? null : new Date(validFrom),
          validUntil: validUntil === undefined ? null : new Date(validUntil),
          by: actorName(call.actor),
        });
      });
      forgetReductions(owner);
      return made;
    },

    deletePriceReduction: async ({ params: { reductionId } }, call) => {
      await call.tx((db) => {
        call.subject(`priceReduction:${reductionId}`);
        return deleteReduction(db, reductionId);
      });
      forgetReductions(owner);
    },
  };
}

/** A reduction takes off: no percentage beyond 100, nothing negative. */
function checkAmounts(rule: object): void {
  for (const [key, value] of Object.entries(rule)) {
    if (Array.isArray(value)) for (const one of value) if (typeof one === 'object' && one !== null) checkAmounts(one as object);
    if (typeof value !== 'string') continue;
    const isPercent = key.startsWith('percent');
    if (isPercent && !(percents.test(value) && Number(value) <= 100))
      throw new Failure('badRequest', {}, [{ path: `rule.${key}`, message: 'must be a percentage from 0 to 100' }]);
    if ((key === 'amount' || key === 'maxAmount') && value.startsWith('-'))
      throw new Failure('badRequest', {}, [{ path: `rule.${key}`, message: 'must not be negative' }]);
  }
}
