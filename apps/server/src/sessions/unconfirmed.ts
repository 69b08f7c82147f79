import type { StationState } from '../stations/state.ts';

/** Keys of starts that were decided and whose commit has not been seen to succeed. */
const starts = new WeakMap<StationState, Set<string>>();

/** Notes a start before its commit. When the commit fails its outcome is unknown: the row may be there all the same. */
export function noteStart(state: StationState, key: string): void {
  const keys = starts.get(state) ?? new Set<string>();
  starts.set(state, keys.add(key));
}
export function confirmStart(state: StationState, key: string): void {
  const keys = starts.get(state);
  if (keys?.delete(key) && keys.size === 0) starts.delete(state);
}
/** Was this start decided before without the live state having it? Then only the database can tell. */
export function isUnconfirmed(state: StationState, key: string): boolean {
  return starts.get(state)?.has(key) ?? false;
}
