import type { ErrorDetail } from './common.ts';

/** What the API said instead of an answer. `code` is a row of docs/generated/errors.md; `offline` means no answer came at all. */
export class ApiError extends Error {
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** One entry a wrong field; `path` as `body.name`. */
  readonly details: readonly ErrorDetail[];
  readonly requestId: string;
  /** Seconds to wait, where the server said so. */
  readonly retryAfter: number | null;
  constructor(error: Pick<ApiError, 'code' | 'status' | 'message' | 'details' | 'requestId' | 'retryAfter'>) {
    super(error.message);
    this.name = 'ApiError';
    this.code = error.code;
    this.status = error.status;
    this.details = error.details;
    this.requestId = error.requestId;
    this.retryAfter = error.retryAfter;
  }
}

/** Where and as whom the client calls. */
export interface Connection {
  base: string;
  key: string | undefined;
  fetch: typeof globalThis.fetch;
}

export function credentials(connection: Connection): Record<string, string> {
  return connection.key === undefined ? {} : { authorization: `Bearer ${connection.key}` };
}

/** Reads the one shape of errors; a proxy's HTML page becomes an error with its status as code. */
export async function errorOf(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  const body = (await response.json().catch(() => null)) as { error?: Partial<ApiError> } | null;
  const {
    code = `http${response.status}`,
    message = response.statusText,
    details = [],
    requestId = response.headers.get('x-request-id') ?? '',
  } = body?.error ?? {};
  return new ApiError({ code, status: response.status, message, details, requestId, retryAfter });
}
