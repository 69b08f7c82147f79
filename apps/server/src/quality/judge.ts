import {
  type CheckedRecord,
  type EndedSession,
  effectiveRepair,
  findAnomalies,
  findSigned,
  outcomeOf,
  type QualityRules,
  type Repair,
  signedEnergy,
  signedTimes,
  suggestRepair,
  withDefaults,
} from '@stationmaster/domain';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { checkedOf } from '../signed/check.ts';
import { selectRecords } from '../signed/store.ts';
import { lastRise } from './last-rise.ts';
import { type CheckRow, type EndedRow, type RepairRow, selectEnded, selectPriceChanged, selectRepairs, selectRules } from './store.ts';

type Db = Kysely<Tables>;

/** The verdicts over those of these sessions that have ended, by the rules as they are now. Nothing is kept. */
export async function judge(db: Db, sessionIds: readonly number[]): Promise<CheckRow[]> {
  const rows = await selectEnded(db, sessionIds);
  const ids = rows.map(({ id }) => id);
  const signed = await checkedOf(db, await selectRecords(db, ids));
  const repriced = await selectPriceChanged(db, ids);
  const repairs = Map.groupBy(await selectRepairs(db, ids), ({ sessionId }) => sessionId);
  const rules = new Map<number, QualityRules>();
  for (const tenantId of new Set(rows.map((row) => row.tenantId))) rules.set(tenantId, withDefaults(await selectRules(db, tenantId)));
  return rows.map((row) =>
    verdictOver(row, {
      records: signed.get(row.id) ?? [],
      priceChanged: repriced.has(row.id),
      repairs: repairs.get(row.id) ?? [],
      rules: rules.get(row.tenantId) ?? withDefaults({}),
    }),
  );
}

interface Known {
  records: readonly CheckedRecord[];
  priceChanged: boolean;
  repairs: readonly RepairRow[];
  rules: QualityRules;
}
function verdictOver(row: EndedRow, { records, priceChanged, repairs, rules }: Known): CheckRow {
  const session = sessionOf(row, priceChanged);
  const findings = [...findAnomalies(session, rules), ...findSigned(records, { energyWh: row.energyWh, status: 'ended' })];
  const repair = effectiveRepair(repairs);
  const signedWh = signedEnergy(records);
  const times = signedTimes(records);
  const { id: sessionId, tenantId, stationId } = row;
  const suggestion = suggestRepair(findings, session, {
    signedWh,
    signedFrom: times.from,
    signedTo: times.to,
    lastReadingAt: row.lastReadingAt,
    otherStartedAt: row.otherStartedAt,
  });
  const decided = repair?.billing;
  return {
    sessionId,
    tenantId,
    stationId,
    outcome: decided ?? outcomeOf(findings, rules),
    decidedBy: decided === undefined ? null : deciderOf(repairs, decided),
    findings,
    suggestion,
    signedWh,
  };
}

/** Whose word on the money it is that counts. */
function deciderOf(repairs: readonly RepairRow[], decided: NonNullable<Repair['billing']>): string {
  const reversed = new Set(repairs.map(({ reverses }) => reverses));
  return repairs.findLast(({ id, change }) => !reversed.has(id) && change.billing === decided)?.authorName ?? '';
}

function sessionOf(row: EndedRow, priceChanged: boolean): EndedSession {
  const { startedAt, endedAt, energyWh, meterStartWh, meterStopWh, marks, maxPowerW, overlapsWith, state } = row;
  const { repair } = state;
  return {
    startedAt,
    endedAt,
    energyWh,
    meterStartWh,
    meterStopWh,
    marks,
    maxPowerW,
    overlapsWith,
    priceChanged,
    lastEnergyAt: lastRise(state.meter),
    isRepaired: { energy: repair?.energyWh !== undefined, times: repair?.startedAt !== undefined || repair?.endedAt !== undefined },
  };
}
