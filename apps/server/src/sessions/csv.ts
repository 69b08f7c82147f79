/** One line of RFC 4180, with its line end. Texts that people or stations wrote go through `csvText` first. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;
}

/** A spreadsheet takes a text that begins with = + - @ tab or return for a formula; a quote before it keeps it text. */
export function csvText(text: string | null): string {
  if (text === null) return '';
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
