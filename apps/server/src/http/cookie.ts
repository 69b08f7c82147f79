const name = 'sm_session';
/** How long a session lasts without use. */
export const sessionSeconds = 30 * 24 * 3600;

export function sessionCookie(token: string | null, isSecure: boolean): string {
  const value = token === null ? `${name}=; Max-Age=0` : `${name}=${token}; Max-Age=${sessionSeconds}`;
  return `${value}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

export function readSessionCookie(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}
