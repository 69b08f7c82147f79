import { knownVariable } from '../device-model/known-variable.ts';

/** Stations write `True`, `60.0` and `a, b` for `true`, `60` and `a,b`. */
export function normalValue(value: string): string {
  const text = value.trim().replace(/\s*,\s*/g, ',');
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 15 ? String(Number(text)) : text;
}

/** Whether a station that tells `told` has what is `wanted`; the members of a set may come in any order. [P2 2.43 MemberList] */
export function isSameValue({ component, variable }: { component: string; variable: string }, wanted: string, told: string): boolean {
  const [a, b] = [normalValue(wanted), normalValue(told)];
  if (a === b) return true;
  if (knownVariable(component, variable)?.type !== 'MemberList') return false;
  const sorted = (text: string) => text.split(',').toSorted().join(',');
  return sorted(a) === sorted(b);
}
