import { apiBase, type Method, type Route, type RouteName, routes } from '@stationmaster/contract';

export interface Match {
  name: RouteName;
  route: Route;
  params: Record<string, string>;
}
/** Found, or what there is instead: other methods of that path (405), or nothing (404). */
export type Found = { match: Match } | { allowed: Method[] } | null;

interface Entry {
  name: RouteName;
  route: Route;
  segments: readonly string[];
  literals: number;
}

/** More literal segments win: /tokens/import before /tokens/:tokenId. */
const entries: readonly Entry[] = Object.entries(routes as Record<string, Route>)
  .map(([name, route]) => {
    const segments = `${apiBase}${route.path}`.split('/').slice(1);
    return { name: name as RouteName, route, segments, literals: segments.filter((segment) => !segment.startsWith(':')).length };
  })
  .sort((a, b) => b.literals - a.literals);

/** Looks a path up; HEAD is answered as GET. */
export function findRoute(method: string, pathname: string): Found {
  const segments = pathname.split('/').slice(1);
  const allowed = new Set<Method>();
  for (const entry of entries) {
    const params = paramsOf(entry, segments);
    if (params === null) continue;
    if (entry.route.method === (method === 'HEAD' ? 'GET' : method)) return { match: { name: entry.name, route: entry.route, params } };
    allowed.add(entry.route.method);
  }
  return allowed.size > 0 ? { allowed: [...allowed] } : null;
}

function paramsOf({ segments }: Entry, given: readonly string[]): Record<string, string> | null {
  if (given.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return null;
      continue;
    }
    const decoded = percentDecoded(value);
    if (decoded === null || decoded === '') return null;
    params[segment.slice(1)] = decoded;
  }
  return params;
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
