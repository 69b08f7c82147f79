/** Where to go after signing in: a path of this console, never another website (`//evil`, `https:`). */
export function safeTarget(next: string): string {
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}
