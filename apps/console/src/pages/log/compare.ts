import { diffArrays } from 'diff';

export interface Row {
  left: { number: number; text: string } | null;
  right: { number: number; text: string } | null;
  isSame: boolean;
}

/** Moments at the beginning of a line, and numbers in it, differ between any two logs: they are not what one looks for. */
const moment = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g;
const comparable = (text: string, isTimeless: boolean): string => (isTimeless ? text.replace(moment, '…').trim() : text);

/** Two texts line by line beside each other; what differs stands on the same rows. */
export function compare(left: readonly string[], right: readonly string[], { isTimeless }: { isTimeless: boolean }): Row[] {
  const parts = diffArrays(
    left.map((text) => comparable(text, isTimeless)),
    right.map((text) => comparable(text, isTimeless)),
  );
  const rows: Row[] = [];
  let [l, r] = [0, 0];
  const at = (lines: readonly string[], index: number) => ({ number: index + 1, text: lines[index] ?? '' });
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) continue;
    const count = part.value.length;
    if (!part.added && !part.removed) {
      for (let n = 0; n < count; n++) rows.push({ left: at(left, l++), right: at(right, r++), isSame: true });
      continue;
    }
    const next = parts[index + 1];
    const isPair = part.removed && next?.added;
    const added = part.added ? count : isPair ? next.value.length : 0;
    const removed = part.removed ? count : 0;
    for (let n = 0; n < Math.max(added, removed); n++)
      rows.push({ left: n < removed ? at(left, l++) : null, right: n < added ? at(right, r++) : null, isSame: false });
    if (isPair) index += 1;
  }
  return rows;
}
