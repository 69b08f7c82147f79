/** From a moment until before another, epoch ms. */
export interface Span {
  from: number;
  until: number;
}

/** In order, without overlaps; empty ones are gone. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (until <= from) continue;
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

/** What is in both. */
export function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  const found: Span[] = [];
  const [left, right] = [union(a), union(b)];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [one, other] = [left[i] as Span, right[j] as Span];
    const span = { from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) };
    if (span.from < span.until) found.push(span);
    if (one.until < other.until) i++;
    else j++;
  }
  return found;
}

/** What is in `a` and not in `b`. */
export function subtract(a: readonly Span[], b: readonly Span[]): Span[] {
  let left = union(a);
  for (const { from, until } of union(b))
    left = left.flatMap((span) =>
      until <= span.from || from >= span.until
        ? [span]
        : [
            { from: span.from, until: from },
            { from: until, until: span.until },
          ].filter((part) => part.from < part.until),
    );
  return left;
}

/** ms, each moment once. */
export function total(spans: readonly Span[]): number {
  return union(spans).reduce((sum, { from, until }) => sum + until - from, 0);
}

/** The first so many ms of them. */
export function atMost(spans: readonly Span[], ms: number): Span[] {
  let left = ms;
  return union(spans).flatMap(({ from, until }) => {
    const length = Math.min(until - from, left);
    left -= length;
    return length > 0 ? [{ from, until: from + length }] : [];
  });
}
