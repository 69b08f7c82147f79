import { fromBase64 } from '@stationmaster/domain';

/** One signed value as the link to the public page carries it: everything a browser needs, nothing that has to be fetched. */
export interface LinkedRecord {
  text: string;
  publicKey: string;
  context: string;
}
const start = 'v1.';
/** A link's records cannot be more than a page of this size; compressed bombs are not unpacked. */
const mostBytes = 2_000_000;

/** What stands behind # : it never leaves the browser that opens it. */
export async function toFragment(records: readonly LinkedRecord[]): Promise<string> {
  const rows = records.map(({ text, publicKey, context }) => [text, publicKey, context]);
  const packed = await through(new TextEncoder().encode(JSON.stringify(rows)), new CompressionStream('deflate-raw'));
  const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  return start + text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** null: not such a link, or cut off on its way. */
export async function fromFragment(fragment: string): Promise<LinkedRecord[] | null> {
  const packed = fragment.startsWith(start) ? fromBase64(fragment.slice(start.length)) : null;
  if (packed === null) return null;
  try {
    const rows: unknown = JSON.parse(new TextDecoder().decode(await through(packed, new DecompressionStream('deflate-raw'))));
    if (!Array.isArray(rows)) return null;
    return rows.map((row) => {
      const [text = '', publicKey = '', context = ''] = Array.isArray(row) ? row.map(String) : [];
      return { text, publicKey, context };
    });
  } catch {
    return null;
  }
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const written = writer.write(new Uint8Array(bytes)).then(() => writer.close());
  // What is wrong is told by the reader.
  written.catch(() => undefined);
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.readable.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > mostBytes) throw new Error('too large');
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
