/** The header under which a browser saves the body under this name. [RFC 6266] */
export function attachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}
