import { isPriced, maskToken, type Reading } from '@stationmaster/domain';
import { limitWatch } from '../charging/watch.ts';
import type { SampleRow, Writes } from '../db/writes.ts';
import type { Authorization, StationState } from '../stations/state.ts';
import { joinSteps, noStep, type Step, type Turn } from '../stations/step.ts';
import { readingsText, seriesOf } from './sample.ts';

interface Place {
  /** 0: they belong to none. */
  sessionId: number;
  evseId: number;
  /** What the session had measured last before; null: nothing. */
  knownUntil: number | null;
}

/** Readings as rows, one a moment. Whoever takes more than its limit is told of. */
export function readingStep({ state, at, frameId }: Turn, readings: readonly Reading[], place: Place): Step {
  if (readings.length === 0) return noStep;
  const evidence = {
    writes: { ...samplesOf({ state, at, frameId }, readings, place), ...signedNews({ state, at, frameId }, readings, place) },
    advance: (live: StationState) => void live.courses?.get(place.sessionId)?.push(...readings.filter(isPriced)),
  };
  const watched = limitWatch({ state, at, frameId }, place.evseId, readings);
  return watched === null ? evidence : joinSteps([evidence, watched]);
}

/** Signed values are kept and checked right after the commit (`signed/keep.ts`); who signs nothing has no row here. */
function signedNews({ state, at, frameId }: Turn, readings: readonly Reading[], place: Place): Writes {
  if (readings.every(({ signed }) => signed === null)) return {};
  const { tenantId, identity } = state;
  const data = { stationId: identity, evseId: place.evseId, frameId };
  return { happening: [{ tenantId, at, kind: 'session.signed', subject: String(place.sessionId), data }] };
}

/** Nearly all are of one moment that is later than all before. */
function samplesOf({ state, frameId }: Turn, readings: readonly Reading[], { sessionId, evseId, knownUntil }: Place): Writes {
  const rowOf = (at: number, of: readonly Reading[]): SampleRow => {
    const { tenantId, id: stationId } = state;
    return { tenantId, stationId, sessionId, evseId, at, series: seriesOf(of, evseId), frameId, readings: readingsText(of) };
  };
  const isNew = (at: number): boolean => sessionId > 0 && (knownUntil === null || at > knownUntil);
  const at = readings[0]?.at ?? 0;
  if (readings.every((reading) => reading.at === at)) return { [isNew(at) ? 'newSample' : 'sample']: [rowOf(at, readings)] };
  const rows = [...Map.groupBy(readings, (reading) => reading.at)].map(([moment, of]) => rowOf(moment, of));
  const { newSample = [], sample = [] } = Object.groupBy(rows, (row) => (isNew(row.at) ? 'newSample' : 'sample'));
  return { newSample, sample };
}

export interface Tap {
  idToken: string;
  type: string | null;
  evseId: number | null;
  purpose: 'authorize' | 'start' | 'stop';
  sessionId: number | null;
}

/** A card held to the reader, with our answer and its reason. At a start or stop the session's own event tells of it. */
export function tapStep({ state, at, frameId }: Turn, tap: Tap, { status, reason, tokenId }: Authorization): Step {
  const { tenantId, id: stationId, identity } = state;
  const idToken = maskToken(tap.idToken, tap.type);
  const { evseId, purpose, sessionId } = tap;
  const row = { tenantId, stationId, evseId, at, idToken, idTokenType: tap.type, tokenId, purpose, status, reason, sessionId, frameId };
  if (purpose !== 'authorize') return { writes: { tap: [row] }, advance: noStep.advance };
  const data = { stationId: identity, idToken, status, reason };
  return { writes: { tap: [row], happening: [{ tenantId, at, kind: 'token.tapped', subject: identity, data }] }, advance: noStep.advance };
}
