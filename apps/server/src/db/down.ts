/** Did this fail because the database is away, rather than because of what was asked of it? */
export function isDatabaseDown(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && /^(08|57P|53|58|XX)/.test(code)) return true;
  if (
    code !== undefined &&
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(code)
  )
    return true;
  return (
    code === undefined &&
    /Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered a connection error)|not queryable/i.test(
      message ?? '',
    )
  );
}
