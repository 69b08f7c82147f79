/** PostgreSQL keeps no U+0000 in text or JSON: one in what a station tells must not make its message fail for ever. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return (value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value) as T;
  if (Array.isArray(value)) return value.map((one) => storable(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), storable(inner)])) as T;
}
