/** Bytes written as text, in the ways meters and stations write them. Plain functions: the same code runs in the browser. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const none = 255;
const sextets = new Uint8Array(128).fill(none);
for (const [n, sign] of [...alphabet].entries()) sextets[sign.charCodeAt(0)] = n;
sextets['-'.charCodeAt(0)] = 62;
sextets['_'.charCodeAt(0)] = 63;

/** Hexadecimal digits, with blanks, colons or a leading 0x; null: something else. */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/^\s*0x/i, '').replace(/[\s:]/g, '');
  if (digits === '' || digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return null;
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}

/** Base64 or base64url, with or without blanks and padding; null: something else. */
export function fromBase64(text: string): Uint8Array | null {
  const signs = text.replace(/\s/g, '').replace(/=+$/, '');
  if (signs === '' || signs.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let n = 0; n < signs.length; n++) {
    const sextet = sextets[signs.charCodeAt(n)] ?? none;
    if (sextet === none) return null;
    bits = ((bits << 6) | sextet) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  return bytes;
}

/** The text these bytes are in UTF-8, when every sign of it is printable; null: binary. */
export function asText(bytes: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++] ?? 0;
    if (first < 0x20 ? first < 9 || first > 13 : first === 0x7f) return null;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      continue;
    }
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || at + more > bytes.length) return null;
    let code = first & (0x3f >> more);
    for (let n = 0; n < more; n++) {
      const next = bytes[at++] ?? 0;
      if ((next & 0xc0) !== 0x80) return null;
      code = (code << 6) | (next & 0x3f);
    }
    if (code < (more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    text += String.fromCodePoint(code);
  }
  return text;
}

/** UTF-8. */
export function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}
