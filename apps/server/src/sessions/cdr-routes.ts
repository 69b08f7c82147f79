import type { priceAnswerRoutes } from '@stationmaster/contract';
import { toOcpi221Cdr, toOcpi230Cdr } from '@stationmaster/domain';
import { fail } from '../errors.ts';
import type { Handlers } from '../http/handler.ts';
import { projected } from '../tariffs/projections.ts';
import { chargedAnew, readingsOf } from './bill.ts';
import { selectById } from './store.ts';

/** A session in the words of partners. */
export function cdrHandlers(): Handlers<Pick<typeof priceAnswerRoutes, 'projectSession'>> {
  return {
    projectSession: ({ params: { sessionId }, query: { form } }, call) =>
      call.tx(async (db) => {
        const session = await selectById(db, sessionId);
        if (session === undefined) throw fail('notFound', { what: 'session', id: sessionId });
        const charged = await chargedAnew(db, session, {
          readings: await readingsOf(db, session),
          until: session.lastReadingAt ?? session.heardAt,
        });
        if (charged === null) throw fail('notPriced', { id: sessionId });
        const tariffId = String(charged.tariff.id);
        return projected(form, form === 'ocpi-2.2.1' ? toOcpi221Cdr(charged, tariffId) : toOcpi230Cdr(charged, tariffId));
      }),
  };
}
