import type { FaultName } from '@stationmaster/ocpp';
import type { DeviationRow } from '../db/deviation-row.ts';
import type { FrameRow, Writes } from '../db/writes.ts';

/** Where something went wrong: the message it was in, or the station and the moment where there is no message. */
type Where = Pick<FrameRow, 'tenantId' | 'stationId' | 'at' | 'direction' | 'action'> & { id: number | null };
/** What of a message was refused; `action` '' for one that its version does not have. */
export interface Fault {
  action: string;
  detail: string;
}

const dayMs = 86_400_000;
/** A code, a place and what is wrong there. */
const longestDetail = 200;
/** These may be ours: an answer to a call from before a restart, an answer of ours that was refused. */
const innocent: ReadonlySet<FaultName> = new Set(['unknownId', 'resultRefused']);

/** The frame with what was wrong with it: its repairs, and what was refused of it. With nothing wrong it is the frame alone. */
export function withDeviations(frame: FrameRow, refused: Fault | null): Writes {
  const { repairs } = frame;
  if (repairs === null && refused === null) return { frame: [frame] };
  const deviation = (repairs ?? []).map((name) => rowOf(frame, name));
  if (refused !== null)
    deviation.push(rowOf({ ...frame, action: refused.action }, frame.direction === 'in' ? 'refused' : 'answerRefused', refused.detail));
  return { frame: [frame], deviation };
}

/** The repairs of a message that leaves no frame. */
export function deviationsOf(where: Where, repairs: readonly string[]): Writes {
  return { deviation: repairs.map((name) => rowOf(where, name)) };
}

/** A text that was no message, or not when one was allowed; nothing when it may not be the station's fault. */
export function malformed(where: Omit<Where, 'id' | 'action' | 'direction'>, fault: FaultName): Writes | null {
  return innocent.has(fault) ? null : { deviation: [rowOf({ ...where, direction: 'in', action: '', id: null }, 'malformed', fault)] };
}

function rowOf({ tenantId, stationId, at, direction, action, id: frameId }: Where, name: string, detail = ''): DeviationRow {
  const day = Math.floor(at / dayMs);
  return { stationId, tenantId, day, direction, action, name, detail: detailOf(detail), count: 1, firstAt: at, lastAt: at, frameId };
}

/** Places in a list are one place, and a name of the station's own is not kept: what it chooses must not make rows without end. */
function detailOf(text: string): string {
  return text
    .replace(/\/\d+(?=[/ ])/g, '/*')
    .replace(/[^ ]+(?= is not part of this message)/, '…')
    .slice(0, longestDetail);
}
