import type { SessionMark } from '../words.ts';

/** The marks with these set (true) or taken away (false); the same array when nothing changes. */
export function withMarks(marks: readonly SessionMark[], change: { [M in SessionMark]?: boolean }): readonly SessionMark[] {
  let result: Set<SessionMark> | null = null;
  for (const name in change) {
    const mark = name as SessionMark;
    if (marks.includes(mark) === change[mark]) continue;
    result ??= new Set(marks);
    if (change[mark]) result.add(mark);
    else result.delete(mark);
  }
  return result === null ? marks : [...result];
}
