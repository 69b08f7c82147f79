/** Text that `ilike` finds anywhere, its own wildcards taken literally. */
export function likeOf(search: string): string {
  return `%${search.replace(/[\\%_]/g, '\\$&')}%`;
}
