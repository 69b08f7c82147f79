import type { Frame } from '../../api.ts';

export const folds = ['none', 'session', 'command'] as const;
export type FoldBy = (typeof folds)[number];
/** What was said of one session or because of one command, newest first. */
export interface Fold {
  by: 'session' | 'command';
  id: number;
  frames: Frame[];
}

/** The log with what belongs together put together, where its newest message stands. What stands alone stays as it is. */
export function foldFrames(frames: readonly Frame[], by: FoldBy): (Frame | Fold)[] {
  if (by === 'none') return [...frames];
  const belongs = ({ sessionId, commandId }: Frame): number | null => (by === 'session' ? sessionId : commandId);
  const groups = Map.groupBy(frames, belongs);
  const told = new Set<number>();
  return frames.flatMap((frame): (Frame | Fold)[] => {
    const id = belongs(frame);
    const group = id === null ? [] : (groups.get(id) ?? []);
    if (id === null || group.length === 1) return [frame];
    if (told.has(id)) return [];
    told.add(id);
    return [{ by, id, frames: group }];
  });
}
