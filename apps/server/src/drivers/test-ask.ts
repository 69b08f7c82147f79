import type { TestApp } from '../testing/app.ts';

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes
  body: any;
}
/** Asks the API as an administrator; a text is sent as CSV. For tests. */
export const asking =
  (running: () => TestApp) =>
  async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const app = running();
    const isText = typeof body === 'string';
    const response = await fetch(`${app.api}${path}`, {
      method,
      headers: { authorization: `Bearer ${app.key}`, 'content-type': isText ? 'text/csv' : 'application/json' },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  };
