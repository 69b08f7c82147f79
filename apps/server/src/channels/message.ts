import type { AlertSeverity, Occasion } from '@stationmaster/domain';
import type { Content, Told } from './content.ts';
import { type Language, type Words, words } from './words.ts';

/** A message in words, before a channel gives it its form. */
export interface Message {
  /** One line. */
  title: string;
  /** Plain text, a line each. */
  lines: readonly string[];
  severity: AlertSeverity;
  isOver: boolean;
  /** Where to read on. */
  url: string;
  /** What the link says. */
  urlText: string;
}

const mostLines = 10;

export interface Asked {
  content: Content;
  occasion: Occasion;
  language: Language;
  /** IANA. */
  timeZone: string;
  url: string;
}
/** An alert in the reader's words. */
export function messageOf({ content, occasion, language, timeZone, url }: Asked): Message {
  const say = words[language];
  const when = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const isOver = occasion === 'ended';
  const subject = content.name || say.kinds[content.kind];
  const [first] = content.examples;
  const what =
    content.items === 1 && first !== undefined ? `${subject}: ${nameOf(first)}` : `${subject}: ${fill(say.places, content.items)}`;
  const before = isOver || occasion === 'grew' || occasion === 'escalated' ? say.occasions[occasion] : say.severities[content.severity];
  const shown = content.examples.slice(0, mostLines);
  const rest = content.items - shown.length;
  return {
    title: occasion === 'test' ? `${say.occasions.test}: Stationmaster` : `${before}: ${what}`,
    lines:
      occasion === 'test'
        ? [say.test]
        : [
            ...shown.map((told) => lineOf(told, say, when)),
            ...(rest > 0 ? [fill(say.more, rest)] : []),
            ...(content.openItems > 0 && content.openItems < content.items ? [fill(say.stillOpen, content.openItems)] : []),
          ],
    severity: content.severity,
    isOver,
    url,
    urlText: say.open,
  };
}

function nameOf({ stationId, stationName, data, subject }: Told): string {
  return stationName ?? stationId ?? (typeof data['name'] === 'string' ? data['name'] : subject);
}

function lineOf(told: Told, say: Words, when: Intl.DateTimeFormat): string {
  const name = nameOf(told);
  const detail = ['errorCode', 'vendorErrorCode', 'type', 'reason', 'text', 'info']
    .map((field) => told.data[field])
    .filter((value) => typeof value === 'string' && value !== '');
  return [
    told.stationId !== null && told.stationId !== name ? `${name} (${told.stationId})` : name,
    ...(told.evseId > 0 ? [say.plug.replace('{x}', String(told.evseId))] : []),
    ...(told.site === null ? [] : [told.site]),
    ...[...new Set(detail)].slice(0, 2),
    rootOf(told, say, when) ?? say.since.replace('{x}', when.format(new Date(told.since))),
  ].join(', ');
}

/** Since when it is near its end is of no use to anybody; when it ends is. */
function rootOf({ data }: Told, say: Words, when: Intl.DateTimeFormat): string | null {
  const { root, validTo } = data;
  if (typeof root !== 'string' || typeof validTo !== 'string') return null;
  return say.root.replace('{x}', when.format(new Date(validTo))).replace('{root}', () => root);
}

function fill(text: string, n: number): string {
  return text.replace('{n}', String(n));
}
