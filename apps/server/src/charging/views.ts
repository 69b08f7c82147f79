import { type chargingLimits, fromChargingProfile, type heldProfile } from '@stationmaster/contract';
import {
  type ChargingKnowledge,
  type CompositePeriod,
  type CompositeSchedule,
  compareSchedules,
  compositeSchedule,
  type ProfileVersion,
  questionOf,
  type ReportedSchedule,
  reportedSchedule,
} from '@stationmaster/domain';
import type { z } from 'zod';
import { isReportedAsSet } from './same.ts';
import type { LimitState } from './state.ts';

type LimitsView = z.input<typeof chargingLimits>;
const iso = (at: number): string => new Date(at).toISOString();
const span = ({ from, until }: { from: number; until: number }) => ({ from: iso(from), until: iso(until) });

export function oursView({ periods }: CompositeSchedule): LimitsView['ours'] {
  return periods.map((period) => {
    const { limit, numberPhases, setpoint, dischargeLimit } = period;
    return {
      ...span(period),
      limit,
      ...(numberPhases !== undefined && { numberPhases }),
      ...(setpoint !== undefined && { setpoint }),
      ...(dischargeLimit !== undefined && { dischargeLimit }),
      profileIds: profilesIn(period),
    };
  });
}

function profilesIn({ decisions }: CompositePeriod): number[] {
  return [...new Set(decisions.flatMap(({ by }) => (by === 'station' ? [] : [by.id])))];
}

/** The station's last answer beside what our computation makes of the same time now; null: it never gave one. */
export function theirsView(known: ChargingKnowledge, evseId: number, record: { data: unknown; at: number } | null): LimitsView['theirs'] {
  const theirs = record === null ? null : answerIn(known.version, record);
  if (record === null || theirs === null || theirs.from >= theirs.until) return null;
  const { from, until, unit, periods } = theirs;
  const ours = compositeSchedule(questionOf(known, { evseId, from, durationSeconds: (until - from) / 1000, unit }));
  const { agrees, differences } = compareSchedules(ours, theirs);
  return {
    at: iso(record.at),
    unit,
    periods: periods.map(({ limit = null, numberPhases, ...rest }) => ({
      ...span(rest),
      limit,
      ...(numberPhases !== undefined && { numberPhases }),
    })),
    agrees,
    differences: differences.map(({ kind, ours: our, theirs: their, ...rest }) => ({ ...span(rest), kind, ours: our, theirs: their })),
  };
}

/** As the encoders of GetCompositeSchedule keep it, see there. */
function answerIn(version: ProfileVersion, { data, at }: { data: unknown; at: number }): ReportedSchedule | null {
  const { answer, durationSeconds } = data as { answer: never; durationSeconds: number };
  return reportedSchedule(version, answer, { from: at, durationSeconds });
}

export function profilesView(
  version: ProfileVersion,
  { set, reported }: LimitState,
  setBy: ReadonlyMap<number, string>,
): z.input<typeof heldProfile>[] {
  const ids = [...new Set([...set.keys(), ...reported.keys()])].sort((a, b) => a - b);
  return ids.flatMap((id) => {
    const ours = set.get(id);
    const theirs = reported.get(id);
    const profile = ours?.profile ?? theirs?.profile;
    if (profile === undefined) return [];
    const isNewer = ours === undefined || (theirs !== undefined && theirs.at >= ours.setAt);
    return {
      profile: fromChargingProfile(profile),
      source: ours === undefined ? (theirs?.source ?? 'CSO') : 'CSO',
      setAt: ours === undefined ? null : iso(ours.setAt),
      setBy: (ours && setBy.get(ours.commandId)) ?? null,
      commandId: ours?.commandId ?? null,
      reportedAt: theirs !== undefined && isNewer ? iso(theirs.at) : null,
      isReportedOtherwise: ours !== undefined && theirs !== undefined && isNewer && !isReportedAsSet(version, ours.profile, theirs.profile),
    };
  });
}

export function knownView({ profiles, ...known }: ChargingKnowledge): LimitsView['known'] {
  return {
    ...known,
    evses: known.evses.map((evse) => ({ ...evse })),
    profiles: profiles.map(fromChargingProfile),
  };
}
