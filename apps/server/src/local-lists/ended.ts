import type { ListEntry, WantedList } from '@stationmaster/domain';

/** How an attempt to bring a list in step ended. */
export interface Ended {
  /** `unanswered`: worth another try soon; `notAccepted`: the station is not let in yet, nothing was sent. */
  state: 'inStep' | 'refused' | 'unanswered' | 'unsupported' | 'offline' | 'notAccepted';
  reason: string | null;
  /** inStep: what the station holds, by its own word. */
  version: number | null;
  cards: number;
  leftOut: number;
  changesAt: number | null;
  /** Something had to be sent for it. */
  isNew: boolean;
}

export function ended(state: Exclude<Ended['state'], 'inStep'>, reason: string | null = null): Ended {
  return { state, reason, version: null, cards: 0, leftOut: 0, changesAt: null, isNew: false };
}

export function inStep(
  { leftOut, changesAt }: WantedList,
  { version, entries, isNew }: { version: number; entries: ReadonlyMap<string, ListEntry>; isNew: boolean },
): Ended {
  return { state: 'inStep', reason: null, version, cards: entries.size, leftOut, changesAt, isNew };
}
