/**
 * UID lengths in hex digits: ISO 14443-3 §6.5.4 single, double and triple size (4, 7, 10 bytes), ISO 15693 (8 bytes), and
 * MAC addresses (6 bytes), which vehicles send as a token. Only these lose their separators: `12-34` stays an id of its own.
 */
const uidDigits: ReadonlySet<number> = new Set([8, 12, 14, 16, 20]);
const separators = /[\s:.\-_]+/g;

/**
 * The one spelling a card is compared by. Ids are case-insensitive in every OCPP version (1.6 CiString20, 2.x identifierString);
 * only ASCII letters are folded, so that no two ids become one by a language's rules. Hex UIDs also lose `: - . _` and blanks;
 * in other ids runs of blanks become one.
 */
export function canonicalToken(text: string): string {
  const folded = text.trim().replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  const bare = folded.replace(separators, '');
  return isUid(bare) ? bare : folded.replace(/\s+/g, ' ');
}

/** Is this canonical id the UID of a card (or a MAC address)? */
export function isUid(canonical: string): boolean {
  return uidDigits.has(canonical.length) && /^[0-9A-F]+$/.test(canonical);
}

/** What may be written into taps, logs and lists instead of the id: a KeyCode is a secret, everything else names a card. */
export function maskToken(idToken: string, type: string | null): string {
  return type === 'KeyCode' ? '****' : idToken;
}
