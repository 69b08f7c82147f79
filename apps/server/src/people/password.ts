import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the library's standard cost (19 MiB, two passes), OWASP's minimum for it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let nobodysHash: Promise<string> | null = null;

/** False also when there is no such user, after the same work: the time tells nobody which e-mail addresses exist. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  nobodysHash ??= hash('of nobody');
  const isRight = await verify(stored ?? (await nobodysHash), password);
  return isRight && stored !== null;
}
