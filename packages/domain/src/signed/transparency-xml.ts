/** The XML in which the transparency software of S.A.F.E. reads and the PTB's container keeps signed values: `values/value`. */
export interface TransparencyValue {
  transactionId: string;
  context: string;
  /** As its attribute says; '' where it says nothing. */
  format: string;
  encoding: string;
  /** `signedData` or `encodedData`. */
  text: string;
  publicKey: string;
}

/** Every value of such a file, in its order; empty when it is none. */
export function readTransparencyXml(xml: string): TransparencyValue[] {
  return [...xml.matchAll(/<value\b([^>]*)>([\s\S]*?)<\/value>/g)].flatMap(([, attributes = '', inner = '']) => {
    const [, ofData = '', text = ''] = /<(?:signedData|encodedData)\b([^>]*)>([\s\S]*?)<\/(?:signedData|encodedData)>/.exec(inner) ?? [];
    const [, key = ''] = /<publicKey\b[^>]*>([\s\S]*?)<\/publicKey>/.exec(inner) ?? [];
    if (text === '') return [];
    return [
      {
        transactionId: attribute(attributes, 'transactionId'),
        context: attribute(attributes, 'context'),
        format: attribute(ofData, 'format'),
        encoding: attribute(ofData, 'encoding'),
        text: plain(text).trim(),
        publicKey: plain(key).trim(),
      },
    ];
  });
}

/** What the transparency software opens. */
export function writeTransparencyXml(values: readonly TransparencyValue[]): string {
  const rows = values.map(
    ({ transactionId, context, format, encoding, text, publicKey }) =>
      `  <value transactionId="${escaped(transactionId)}" context="${escaped(context)}">\n` +
      `    <signedData format="${escaped(format)}" encoding="${escaped(encoding)}">${escaped(text)}</signedData>\n` +
      (publicKey === '' ? '' : `    <publicKey encoding="plain">${escaped(publicKey)}</publicKey>\n`) +
      '  </value>\n',
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<values>\n${rows.join('')}</values>\n`;
}

function attribute(text: string, name: string): string {
  return plain(new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`).exec(text)?.[1] ?? '');
}
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
function plain(text: string): string {
  const data = /^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/.exec(text);
  if (data) return data[1] ?? '';
  return text.replace(/&(lt|gt|quot|apos|amp|#\d{1,7}|#x[0-9a-f]{1,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
