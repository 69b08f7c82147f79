import type { AlertKind } from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import { strandedStations } from '../certificates/stranded.ts';
import type { Context } from '../context.ts';
import type { Tables } from '../db/tables.gen.ts';
import type { Moment } from './condition.ts';
import { conditions } from './conditions.ts';
import { rememberMeters, rememberTrouble } from './memory.ts';
import type { Rule } from './rule.ts';
import {
  endItems,
  growAlert,
  insertAlert,
  insertHappenings,
  insertItems,
  lockRule,
  selectDifference,
  selectJoinable,
  selectRules,
} from './store.ts';

type Db = Kysely<Tables>;

/** An alert of which nothing is open any more ends after this time, so that what comes and goes is one. ms */
export const settleMs = 60_000;

/**
 * Looks at every rule of these kinds and opens and ends what differs, each rule in a transaction of its own. What is open is
 * known from the database alone, so it makes no difference how often this runs, in how many processes, or where one was killed.
 * Returns whether anything changed.
 */
export async function evaluate(
  context: Pick<Context, 'db' | 'log' | 'tell'>,
  kinds: readonly AlertKind[],
  moment: Moment,
): Promise<boolean> {
  const { db, log, tell } = context;
  if (kinds.includes('faulted') || kinds.includes('stuck')) await rememberTrouble(db, moment.at);
  if (kinds.includes('meterStill')) await rememberMeters(db, moment.at);
  const seen = kinds.includes('rootEnding') ? { ...moment, stranded: await strandedStations(db, moment.at) } : moment;
  let hasChanged = false;
  for (const { id, kind } of await selectRules(db, kinds)) {
    try {
      hasChanged = (await db.transaction().execute((tx) => evaluateRule(tx, id, seen))) || hasChanged;
    } catch (error) {
      // One rule that cannot be evaluated must not hold back the others.
      log.error({ rule: id, kind, err: error }, 'alerts.ruleFailed');
    }
  }
  if (hasChanged) tell();
  return hasChanged;
}

async function evaluateRule(tx: Db, ruleId: number, moment: Moment): Promise<boolean> {
  const rule = await lockRule(tx, ruleId);
  if (rule?.enabled !== true) return false;
  const { at } = moment;
  const { opened, over } = await selectDifference(tx, rule.id, { condition: conditions[rule.kind](rule, moment), at });
  const touched = new Set(over.map(({ alert_id }) => alert_id));
  if (over.length > 0)
    await endItems(
      tx,
      over.map(({ id }) => id),
      { at, settlesAt: at + settleMs },
    );
  if (opened.length > 0) {
    const alertId = (await selectJoinable(tx, rule, at)) ?? (await insertAlert(tx, rule, at));
    const ids = await insertItems(tx, { rule, alertId, at }, opened);
    await growAlert(tx, alertId, { count: ids.length, at });
    touched.add(alertId);
  }
  await insertHappenings(
    tx,
    [...touched].map((alertId) => told(rule, alertId)),
    at,
  );
  return touched.size > 0;
}

function told({ tenantId, kind, severity }: Pick<Rule, 'tenantId' | 'kind' | 'severity'>, alertId: number) {
  return { tenantId, alertId, data: { kind, severity } };
}
