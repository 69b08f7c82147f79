import { asText, fromBase64, fromHex } from './bytes.ts';

/** The formats of the transparency software, and `unknown`. OCMF is checked here; the others are kept and passed on. */
export const signedFormats = ['OCMF', 'OCMF-sealed', 'EDL', 'ISA-EDL', 'ALFEN', 'SML', 'PCDF', 'PTB-XML', 'unknown'] as const;
export type SignedFormat = (typeof signedFormats)[number];

export interface SignedData {
  format: SignedFormat;
  /** The record itself, out of its wrappings. Binary ones in hex, as they came. */
  text: string;
  /** The key that came with it, as sent; null: none. It proves nothing by itself. */
  publicKey: string | null;
}
/** What the message says of the record: `encodingMethod` and `publicKey` of 2.x, or of the JSON that 1.6 stations wrap it in. */
export interface SignedHints {
  encodingMethod?: string | undefined;
  publicKey?: string | undefined;
}

const deepest = 4;

/**
 * The record in what a station sent: plain, in hex or base64, or as JSON with signedMeterData (OCA's application note for 1.6;
 * some stations: signedMeterValue). Nothing is thrown: what is not understood is `unknown`, as it came.
 */
export function readSignedData(sent: string, hints: SignedHints = {}): SignedData {
  return unwrapped(sent.trim(), hints, 0);
}

function unwrapped(text: string, hints: SignedHints, depth: number): SignedData {
  const publicKey = hints.publicKey || null;
  if (text.startsWith('OCMF|')) return { format: 'OCMF', text, publicKey };
  if (/^AP;\d;/.test(text)) return { format: 'ALFEN', text, publicKey };
  if (/^\d{3}\.8\.0\(/.test(text)) return { format: 'PCDF', text, publicKey };
  if (text.startsWith('<')) return { format: xmlFormat(text, hints), text, publicKey };
  if (depth >= deepest) return { format: hinted(hints) ?? 'unknown', text, publicKey };
  if (text.startsWith('{')) {
    const inner = wrapping(text, hints);
    return inner === null ? { format: hinted(hints) ?? 'unknown', text, publicKey } : unwrapped(inner.text, inner.hints, depth + 1);
  }
  const bytes = fromHex(text) ?? fromBase64(text);
  if (bytes === null) return { format: hinted(hints) ?? 'unknown', text, publicKey };
  const plain = asText(bytes);
  if (plain !== null) {
    const inner = unwrapped(plain.trim(), hints, depth + 1);
    if (inner.format !== 'unknown') return inner;
  }
  return { format: binaryFormat(bytes, hints), text, publicKey };
}

function wrapping(text: string, hints: SignedHints): { text: string; hints: SignedHints } | null {
  try {
    const { signedMeterData, signedMeterValue, encodingMethod, publicKey } = JSON.parse(text) as Record<string, unknown>;
    const inner = [signedMeterData, signedMeterValue].find((one) => typeof one === 'string');
    if (inner === undefined) return null;
    const method = typeof encodingMethod === 'string' ? encodingMethod : hints.encodingMethod;
    const key = typeof publicKey === 'string' && publicKey !== '' ? publicKey : hints.publicKey;
    return { text: String(inner).trim(), hints: { encodingMethod: method, publicKey: key } };
  } catch {
    return null;
  }
}

function xmlFormat(text: string, hints: SignedHints): SignedFormat {
  if (/<values\b/.test(text)) return 'PTB-XML';
  if (/<(signedMeterValue|ChargingProcess|Billing)\b/.test(text)) return 'EDL';
  return hinted(hints) ?? 'unknown';
}

/** SML messages begin with its escape sequence (BSI TR-03109-1); the sealed container of OCMF is CMS with the maker's own content. */
function binaryFormat(bytes: Uint8Array, hints: SignedHints): SignedFormat {
  const wanted = hinted(hints);
  const isSml = [0x1b, 0x1b, 0x1b, 0x1b, 1, 1, 1, 1].every((byte, at) => bytes[at] === byte);
  if (isSml) return wanted === 'ISA-EDL' ? 'ISA-EDL' : 'SML';
  if (wanted === 'OCMF') return 'OCMF-sealed';
  return wanted ?? 'unknown';
}

const hintWords: readonly (readonly [RegExp, SignedFormat])[] = [
  [/ISA[\s_-]?EDL/i, 'ISA-EDL'],
  [/OCMF/i, 'OCMF'],
  [/ALFEN/i, 'ALFEN'],
  [/EDL[\s_-]?40|SML/i, 'SML'],
  [/EDL/i, 'EDL'],
  [/PCDF/i, 'PCDF'],
];
function hinted({ encodingMethod }: SignedHints): SignedFormat | null {
  return encodingMethod === undefined ? null : (hintWords.find(([word]) => word.test(encodingMethod))?.[1] ?? null);
}
