/** PostgreSQL keeps no U+0000 in text: one in an id or a value must not make a message fail for ever. */
export function withoutNull(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}
