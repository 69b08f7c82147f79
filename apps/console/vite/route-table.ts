import { type Route, routes } from '@stationmaster/contract';
import type { Plugin } from 'vite';

/**
 * What the console's client needs of a route. The schemas of hundreds of requests would be half of the first download,
 * and nothing here checks by them: the server does.
 */
export function routeTable(): Plugin {
  return {
    name: 'route-table',
    load(id) {
      if (!/\/packages\/contract\/src\/routes\.ts$/.test(id)) return null;
      const table = Object.entries(routes as Record<string, Route>).map(([name, { method, path, produces, consumes, creates, once }]) => [
        name,
        { method, path, produces, consumes, creates, once },
      ]);
      return `export const routes = ${JSON.stringify(Object.fromEntries(table))};\nexport const apiBase = '/api/v1';\n`;
    },
  };
}
