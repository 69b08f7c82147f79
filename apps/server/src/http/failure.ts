import type { ErrorDetail } from '@stationmaster/contract';
import { ZodError } from 'zod';
import { errorTable, Failure, fail } from '../errors.ts';

export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: { error: { code: string; message: string; details?: readonly ErrorDetail[]; requestId: string } };
}

/** The one shape of errors. What is not a `Failure` must have been through `failureOf`. */
export function errorAnswer(failure: Failure, requestId: string): ErrorAnswer {
  const { status } = errorTable[failure.code];
  const details = failure.details.length > 0 ? { details: failure.details } : {};
  const headers: Record<string, string> = {};
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="stationmaster"';
  if (status === 429) headers['retry-after'] = String(failure.values['seconds'] ?? 60);
  if (status === 503) headers['retry-after'] = '2';
  return { status, headers, body: { error: { code: failure.code, message: failure.message, ...details, requestId } } };
}

/** Connection refused, reset or timed out; SQLSTATE classes 08 and 57P (shutdown), 53300 (too many connections), 25006 (read-only). */
const unreachable = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|08...|57P0.|53...|25006)$/;
const uniqueViolation = '23505';
/** Text that no column takes, a number out of range: only input can cause them. */
const badValue = /^(22003|22008|22021|22P02|22P05)$/;

/** What a caller is told of any error. `internal` is for the log; the caller gets the request id. */
export function failureOf(error: unknown, requestId: string): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ZodError) return fail('internal', { requestId });
  const code = codeOf(error);
  if (code === uniqueViolation) return fail('alreadyExists', keyOf(error));
  if (badValue.test(code)) return fail('badRequest');
  if (unreachable.test(code) || isLostConnection(error)) return fail('databaseDown');
  return fail('internal', { requestId });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** PostgreSQL says "Key (tenant_id, canonical)=(1, 04AB) already exists."; the values of the last column name it best. */
function keyOf(error: unknown): { what: string; id: string } {
  const { table = 'entry', detail = '' } = error as { table?: string; detail?: string };
  const values = /=\((.*)\)/.exec(detail)?.[1]?.split(', ') ?? [];
  return { what: table.replace('_', ' '), id: values.at(-1) ?? '' };
}

/** The driver has no code for a connection that ended under a query or a pool that gave none in time. */
function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error && /Connection terminated|timeout exceeded when trying to connect|the database system is/.test(error.message)
  );
}
