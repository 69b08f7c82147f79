/** The namespaces of `known` that the texts of a module are taken from. */
export function namespacesIn(code: string, known: readonly string[]): string[] {
  return known.filter((name) => new RegExp(`['"\`]${name}:[\\w$]`).test(code)).sort();
}
