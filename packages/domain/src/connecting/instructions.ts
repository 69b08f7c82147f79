/** Whose stations some instructions are for: patterns in which `*` stands for anything and a comma parts several; empty: every one. */
export interface MeantFor {
  vendor: string;
  model: string;
  /** Written by the operator, not delivered. */
  own: boolean;
}

/** Does the pattern fit, whatever the case? What is not known fits only where every one is meant. */
export function fitsPattern(pattern: string, text: string | null): boolean {
  const parts = pattern.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (parts.length === 0) return true;
  return parts.some((part) => isLike(part.toLowerCase().split('*'), (text ?? '').trim().toLowerCase()));
}

/** By hand: a pattern that somebody typed must never be able to hold a regular expression up. */
function isLike([first = '', ...rest]: readonly string[], text: string): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

/**
 * The instructions that fit a station best: those that name its maker before general ones, then the operator's own before delivered
 * ones, then those that name its model. Of equals the last of the list.
 */
export function fittingInstructions<T extends MeantFor>(
  all: readonly T[],
  station: { vendor: string | null; model: string | null },
): T | undefined {
  const weight = ({ vendor, model, own }: T): number => (vendor.trim() === '' ? 0 : 4) + (own ? 2 : 0) + (model.trim() === '' ? 0 : 1);
  let best: T | undefined;
  for (const one of all) {
    if (!fitsPattern(one.vendor, station.vendor) || !fitsPattern(one.model, station.model)) continue;
    if (best === undefined || weight(one) >= weight(best)) best = one;
  }
  return best;
}
