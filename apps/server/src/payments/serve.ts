import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import { respond } from '../http/respond.ts';
import { receiptPath } from './receipt.ts';
import { receiptPage } from './receipt-page.ts';
import { createWebPayments } from './web-serve.ts';

interface Ask {
  pathname: string;
  query: URLSearchParams;
  headers: Record<string, string | string[]>;
}

/**
 * Public, without a credential: the receipt behind an address that cannot be guessed (/r/…), and the pages behind a station's QR code
 * (/q/…, /pay/…). No script, no cookie, nothing kept by a browser.
 */
export function createPaymentPages(context: Context): {
  serve: (request: IncomingMessage, response: ServerResponse, ask: Ask) => Promise<boolean>;
} {
  const web = createWebPayments(context);
  return {
    serve: async (request, response, { pathname, query, headers }) => {
      const own = { ...headers, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
      if (pathname.startsWith(receiptPath)) {
        const method = request.method ?? '';
        if (method !== 'GET' && method !== 'HEAD') throw fail('methodNotAllowed', { method, path: receiptPath });
        const answer = await receiptPage(context, pathname.slice(receiptPath.length).slice(0, 100), request.headers['accept-language']);
        respond(response, { ...answer, headers: own });
        return true;
      }
      const answer = await web(request, { pathname, query });
      if (answer === null) return false;
      respond(response, { ...answer, headers: { ...own, ...answer.headers } });
      return true;
    },
  };
}
