import type { Command } from '../../api.ts';

type Given = Pick<Command, 'verb' | 'parameters'>;

/** `evseId: 1`, or what is written: `AlignedDataCtrlr.Interval = 77`, or what is set: `TxDefaultProfile: 16 A`. */
export function parametersInWords({ verb, parameters: given }: Given): string {
  const plain = Object.entries(given)
    .filter(([name, value]) => name !== 'verb' && name !== 'anyway' && typeof value !== 'object')
    .map(([name, value]) => `${name}: ${String(value)}`);
  const text = [...plain, ...partsOf(verb, given)].join(', ');
  return text.length > 64 ? `${text.slice(0, 63)}…` : text;
}

interface Address {
  component?: string;
  variable: string;
  value?: string | number;
}
const nameOf = ({ component, variable }: Address): string => `${component ? `${component}.` : ''}${variable}`;

/** Of what is not a single value. */
function partsOf(verb: string, given: Given['parameters']): string[] {
  const lists = (name: string) => (Array.isArray(given[name]) ? (given[name] as Address[]) : []);
  const variables = lists('variables').map((one) => (verb === 'writeConfiguration' ? `${nameOf(one)} = ${one.value ?? ''}` : nameOf(one)));
  const monitors = lists('monitors').flatMap((one) => (one.variable === undefined ? [] : [nameOf(one)]));
  const { tariffId } = (given['tariff'] ?? {}) as { tariffId?: string };
  return [...limitOf(given['profile']), ...(tariffId === undefined ? [] : [`tariffId: ${tariffId}`]), ...variables, ...monitors];
}

/** Where a charging profile holds, and its first limit. */
function limitOf(profile: unknown): string[] {
  const { evseId, purpose, schedules } = (profile ?? {}) as {
    evseId?: number;
    purpose?: string;
    schedules?: { unit: string; periods: { limit?: number }[] }[];
  };
  const [schedule] = schedules ?? [];
  const limit = schedule?.periods[0]?.limit;
  if (schedule === undefined || limit === undefined) return [];
  return [...(evseId === undefined ? [] : [`evseId: ${evseId}`]), `${purpose ?? 'TxProfile'}: ${limit} ${schedule.unit}`];
}
