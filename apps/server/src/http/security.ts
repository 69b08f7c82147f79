import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { fail } from '../errors.ts';
import { cameEncryptedToProxy, isFromProxy } from '../transport/proxy.ts';

type Site = Pick<Config, 'publicUrl' | 'trustProxy' | 'proxyAddresses'>;

/** Mantine sets inline style attributes and one style element, hence 'unsafe-inline' for styles; scripts come from us alone. */
const contentSecurityPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

export function isHttps(site: Site, request: IncomingMessage): boolean {
  if (site.publicUrl.startsWith('https:') || isOwnTls(request)) return true;
  return cameEncryptedToProxy(site, request);
}

/** Our own TLS port has a plain one beside it, and a browser would take the promise for every port of the name. */
function isOwnTls(request: IncomingMessage): boolean {
  return 'encrypted' in request.socket;
}

/** `scriptHash`: the one inline script of the documentation page. */
export function securityHeaders(site: Site, request: IncomingMessage, scriptHash?: string): Record<string, string> {
  const policy = scriptHash
    ? contentSecurityPolicy.replace("script-src 'self'", `script-src 'self' '${scriptHash}'`)
    : contentSecurityPolicy;
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(isHttps(site, request) && !isOwnTls(request) ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/**
 * A page of another site may make a browser send our cookie; browsers say so in Sec-Fetch-Site (https and localhost) and
 * Origin (everywhere). With a cookie one of the two must prove the same origin; without one (sign-in) none may deny it.
 */
export function refuseForeignOrigin(site: Site, request: IncomingMessage, hasCookie: boolean): void {
  const fetchSite = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (fetchSite === 'same-origin') return;
  if (fetchSite !== undefined && fetchSite !== 'none') throw fail('foreignOrigin');
  if (origin !== undefined ? !isOwn(site, request, origin) : hasCookie) throw fail('foreignOrigin');
}

function isOwn(site: Site, request: IncomingMessage, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  const forwarded = isFromProxy(site, request) ? request.headers['x-forwarded-host'] : undefined;
  return host === request.headers.host || host === forwarded || (URL.canParse(site.publicUrl) && host === new URL(site.publicUrl).host);
}

export { callerAddress as addressOf } from '../transport/proxy.ts';
