import type { Command } from '../../api.ts';

/** `evseId: 1`, or what is written: `AlignedDataCtrlr.Interval = 77`. */
export function parametersInWords({ verb, parameters: given }: Pick<Command, 'verb' | 'parameters'>): string {
  const variables = Array.isArray(given.variables) ? (given.variables as { component?: string; variable: string; value?: string }[]) : [];
  const written = variables.map(
    ({ component, variable, value }) =>
      `${component ? `${component}.` : ''}${variable}${verb === 'writeConfiguration' ? ` = ${value ?? ''}` : ''}`,
  );
  const plain = Object.entries(given)
    .filter(([name, value]) => name !== 'verb' && typeof value !== 'object')
    .map(([name, value]) => `${name}: ${String(value)}`);
  const text = [...plain, ...written].join(', ');
  return text.length > 64 ? `${text.slice(0, 63)}…` : text;
}
