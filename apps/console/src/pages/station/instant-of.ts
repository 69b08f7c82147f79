/** A local date and time of a form (`2026-05-01T10:00`) as the field of a request: left out where the form has none. */
export function instantOf<N extends string>(name: N, local: string): { [K in N]?: string } {
  const moment = Date.parse(local);
  return (Number.isNaN(moment) ? {} : { [name]: new Date(moment).toISOString() }) as { [K in N]?: string };
}
