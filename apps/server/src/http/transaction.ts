import type { Transaction } from 'kysely';
import { writeAudit } from '../audit/write.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import { asTenant } from '../db/tenant.ts';
import { claim, type Once } from '../idempotency/once.ts';
import { forgetLookUps } from '../tokens/look-up.ts';
import type { Actor, Call } from './handler.ts';

interface Request {
  tenantId: number;
  actor: Actor;
  now: number;
  /** The route's name. */
  action: string;
  /** Reading routes leave no audit row. */
  isChanging: boolean;
  once: Once | null;
}

/** `tx` and `subject` of a call: the audit row and the idempotency key are written in the transaction that makes the change. */
export function transactions(context: Pick<Context, 'db' | 'config'>, request: Request): Pick<Call, 'tx' | 'subject'> {
  const { tenantId, actor, now, action, isChanging, once } = request;
  let subject: { name: string; detail: Record<string, unknown> } | null = null;
  let isAudited = false;
  let isClaimed = false;

  const tx = async <T>(run: (db: Transaction<Tables>) => Promise<T>): Promise<T> => {
    let audits = false;
    let claims = false;
    const value = await asTenant(context.db, tenantId, async (db) => {
      const result = await run(db);
      if (isChanging && subject && !isAudited) {
        await writeAudit(db, {
          tenantId,
          at: now,
          actor: actorName(actor),
          actorName: actor.name,
          action,
          subject: subject.name,
          detail: subject.detail,
        });
        audits = true;
      }
      if (once && audits && !isClaimed) {
        await claim(context, { once, db, value: result });
        claims = true;
      }
      return result;
    });
    if (isChanging) forgetLookUps(context.db);
    isAudited ||= audits;
    isClaimed ||= claims;
    return value;
  };
  const note: Call['subject'] = (name, detail = {}) => {
    subject = { name, detail };
  };
  return { tx, subject: note };
}

export function actorName({ kind, id }: Actor): string {
  return `${kind}:${id ?? ''}`;
}
