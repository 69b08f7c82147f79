import type { Version } from '@stationmaster/ocpp';
import { Pseudonyms } from '../frames/pseudonyms.ts';
import { describe } from './names.ts';
import { paragraphOf } from './paragraphs.ts';
import type { DeviationCount, ExampleRow, Nameplate } from './store.ts';

export interface Reported {
  nameplate: Nameplate;
  version: Version;
  counts: readonly DeviationCount[];
  examples: readonly ExampleRow[];
  /** ISO days of the span. */
  from: string;
  to: string;
}

/** What a maker needs to mend its firmware, as Markdown: each fault, how often, where the standard says so, and how it looked. */
export function reportOf({ nameplate, version, counts, examples, from, to }: Reported): string {
  const { vendor, model, firmwareVersion } = nameplate;
  const names = new Pseudonyms(version);
  const byId = new Map(examples.map((example) => [example.id, example]));
  const head = [
    `# Deviations from ${titles[version]}`,
    `${[vendor ?? 'unknown maker', model ?? 'unknown model'].map(plain).join(' ')}, firmware ${plain(firmwareVersion ?? 'unknown')}, from ${from} to ${to} (UTC).`,
    counts.length === 0
      ? 'Nothing was wrong in that time.'
      : 'Each message below was sent by the station. Cards, names, addresses and identifiers are replaced.',
  ];
  const sections = counts.map((count) => sectionOf(count, { version, names, example: byId.get(count.frame_id ?? -1) }));
  return `${[...head, ...sections].join('\n\n')}\n`;
}

const titles: Readonly<Record<Version, string>> = { 'ocpp1.6': 'OCPP 1.6', 'ocpp2.0.1': 'OCPP 2.0.1', 'ocpp2.1': 'OCPP 2.1' };

function sectionOf(
  { name, action, direction, detail, count, days, first_at, last_at }: DeviationCount,
  { version, names, example }: { version: Version; names: Pseudonyms; example: ExampleRow | undefined },
): string {
  const { code, severity, why } = describe(name);
  const where = action === '' ? 'what is no message' : direction === 'in' ? action : `the answer to ${action}`;
  const facts = [
    `- ${why}`,
    `- How bad: ${severity}`,
    `- How often: ${count} times on ${days} ${days === 1 ? 'day' : 'days'}, first ${first_at.toISOString()}, last ${last_at.toISOString()}`,
    `- Against: ${paragraphOf(name, version) ?? '–'}`,
    ...(detail === '' ? [] : [`- Refused with: ${plain(detail)}`]),
  ];
  return [`## ${code ?? name}: ${name} in ${plain(where)}`, facts.join('\n'), ...exampleOf(example, { direction, names })].join('\n\n');
}

function exampleOf(example: ExampleRow | undefined, { direction, names }: { direction: 'in' | 'out'; names: Pseudonyms }): string[] {
  if (example === undefined) return [];
  const { request, answer } = names.exchange(example, direction === 'in');
  // What the station said comes with the other side's word, so that it can be understood without the log.
  return [`\`\`\`json\n${[request, ...(answer === null ? [] : [answer])].join('\n')}\n\`\`\``];
}

/** A text of the station's cannot become markup of ours. */
function plain(text: string): string {
  return text.replace(/[\\`*_#[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');
}
