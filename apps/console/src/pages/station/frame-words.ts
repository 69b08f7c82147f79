/** The messages that the log has sentences for, as OCPP spells them: `frame.authorize.accepted` tells of Authorize. */
export function actionsOf(sentences: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(sentences).map((key) => key.split('.')[1] ?? '');
  return [...new Set(names.filter((name) => name !== 'in' && name !== 'out' && name !== ''))]
    .map((name) => name.charAt(0).toUpperCase() + name.slice(1))
    .sort();
}
