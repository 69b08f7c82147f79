import type { qualityRule, repair, repairChange, sessionCheck, sessionToCheck } from '@stationmaster/contract';
import { defaultRules, type FindingKind, limitUnits, type QualityRule, type Repair, withDefaults } from '@stationmaster/domain';
import type { z } from 'zod';
import type { CheckedRow } from './list-store.ts';
import type { RepairRow } from './store.ts';

type Own = Partial<Record<FindingKind, QualityRule>>;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const isoOf = (at: number): string => new Date(at).toISOString();

export function checkView(row: CheckedRow, own: Own): z.input<typeof sessionCheck> {
  const rules = withDefaults(own);
  const { sessionId, outcome, decidedBy, since, checkedAt, findings, suggestion, signedWh } = row;
  return {
    sessionId,
    outcome,
    decidedBy,
    since: iso(since),
    checkedAt: iso(checkedAt),
    findings: (findings ?? []).map(({ kind, detail }) => ({ kind, action: rules[kind].action, detail: { ...detail } })),
    suggestion: suggestion === null ? null : changeView(suggestion),
    signedWh,
  };
}

export function listView(row: CheckedRow, own: Own): z.input<typeof sessionToCheck> {
  const {
    identity: stationId,
    stationName,
    siteId,
    siteName,
    timeZone,
    evseId,
    startedAt,
    endedAt,
    energyWh,
    driverName,
    idToken,
    currency,
    total,
  } = row;
  const place = { stationId, stationName, siteId, siteName, timeZone, evseId };
  return {
    ...checkView(row, own),
    ...place,
    startedAt: startedAt.toISOString(),
    endedAt: iso(endedAt),
    energyWh,
    driverName,
    idToken,
    currency,
    total,
  };
}

function changeView({ billing, energyWh, startedAt, endedAt }: Repair): z.input<typeof repairChange> {
  return {
    ...(billing === undefined ? {} : { billing }),
    ...(energyWh === undefined ? {} : { energyWh }),
    ...(startedAt === undefined ? {} : { startedAt: isoOf(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: isoOf(endedAt) }),
  };
}

export function repairView(row: RepairRow, all: readonly RepairRow[]): z.input<typeof repair> {
  const { id, at, authorName: author, reason, change, reverses } = row;
  const reversedBy = all.find((other) => other.reverses === id)?.id ?? null;
  return { id, at: at.toISOString(), author, reason, change: changeView(change), reverses, reversedBy };
}

export function ruleView(kind: FindingKind, own: QualityRule | undefined): z.input<typeof qualityRule> {
  const { action, limit } = { ...defaultRules[kind], ...own };
  const unit = kind in limitUnits ? limitUnits[kind as keyof typeof limitUnits] : null;
  return { kind, action, limit: limit ?? null, unit, isDefault: own === undefined };
}
