import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openApi } from '@stationmaster/contract';
import type { Config } from '../config.ts';
import { errorTable } from '../errors.ts';
import { docsPage, docsScript } from './docs-page.ts';
import { respond } from './respond.ts';
import { securityHeaders } from './security.ts';

interface Ask {
  pathname: string;
  headers: Record<string, string | string[]>;
}

function make(): { json: string; page: string } {
  const document = openApi(errorTable);
  return { json: JSON.stringify(document), page: docsPage(document) };
}

/** The API's description, for programs at /api/openapi.json and for people at /api/docs. Made at first use. */
export function createDocs(config: Config): { serve: (request: IncomingMessage, response: ServerResponse, ask: Ask) => boolean } {
  let made: { json: string; page: string } | null = null;
  const scriptHash = `sha256-${createHash('sha256').update(docsScript).digest('base64')}`;
  return {
    serve: (request, response, { pathname, headers }) => {
      const isJson = pathname === '/api/openapi.json';
      const isPage = ['/api', '/api/', '/api/docs', '/api/docs/'].includes(pathname);
      if ((!isJson && !isPage) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      made ??= make();
      if (isJson)
        respond(response, {
          status: 200,
          headers: { ...headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
          body: made.json,
        });
      else
        respond(response, {
          status: 200,
          headers: {
            ...headers,
            ...securityHeaders(config, request, scriptHash),
            'content-type': 'text/html; charset=utf-8',
            'cache-control': 'no-cache',
          },
          body: made.page,
        });
      return true;
    },
  };
}
