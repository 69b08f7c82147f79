import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { setting, whole } from '../setting.ts';

const file = z
  .literal('')
  .or(z.string())
  .transform((path) => (path === '' ? '' : resolve(path)));
const networks = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((list) => list.every(isNetwork), 'must be addresses or networks such as 10.0.0.7, 10.1.0.0/16, fd00::/8');
const header = z
  .literal('')
  .or(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'must be the name of a header such as X-SSL-Client-Cert'))
  .transform((name) => name.toLowerCase());

/** Encryption: served by us, or by a proxy in front. Part of the one table in config.ts. */
export const transportSettings = {
  tlsPort: setting('TLS_PORT', z.literal('').or(whole(0, 65535)), [
    '',
    'Port for stations (wss), console and API with TLS 1.2 and 1.3. 0 takes any free one. Unset: no TLS of our own.',
  ]),
  tlsUrl: setting(
    'TLS_URL',
    z
      .literal('')
      .or(
        z
          .url({ protocol: /^wss$/, error: 'must be an address such as wss://csms.example.org:8443' })
          .transform((value) => value.replace(/\/+$/, '')),
      ),
    ['', 'The address encrypted stations use. Unset: PUBLIC_URL where that is https, else this machine and TLS_PORT.'],
  ),
  tlsRsaCert: setting('TLS_RSA_CERT', file, [
    '',
    'File with the RSA server certificate and its chain, PEM. No certificate at all: the built-in authority issues both kinds.',
  ]),
  tlsRsaKey: setting('TLS_RSA_KEY', file, ['', 'File with its key, PEM. Changed files are read again by themselves and on SIGHUP.']),
  tlsEcdsaCert: setting('TLS_ECDSA_CERT', file, [
    '',
    'File with the ECDSA server certificate and its chain, PEM; may stand beside the RSA one.',
  ]),
  tlsEcdsaKey: setting('TLS_ECDSA_KEY', file, ['', 'File with its key, PEM.']),
  tlsClientCa: setting('TLS_CLIENT_CA', file, [
    '',
    'File with the roots (PEM, any number) whose certificates stations may show for security profile 3, beside those of the built-in authority.',
  ]),
  tlsClientOrganization: setting('TLS_CLIENT_ORGANIZATION', z.string().max(64, 'must have at most 64 characters'), [
    '',
    'Name that the certificate of a station must have as its organisation (O). Unset: not looked at.',
  ]),
  proxyAddresses: setting('PROXY_ADDRESSES', networks, [
    '127.0.0.0/8,::1/128',
    'Where the proxy in front calls from: addresses and networks, with commas. Nobody else’s headers are believed. Needs TRUST_PROXY.',
  ]),
  clientCertHeader: setting('CLIENT_CERT_HEADER', header, [
    '',
    'Header in which that proxy passes a station’s certificate on (nginx $ssl_client_escaped_cert, Client-Cert of RFC 9440, X-Forwarded-Client-Cert). Unset: none is believed.',
  ]),
} as const;

interface Transport {
  tlsPort: number | '';
  port: number;
  tlsRsaCert: string;
  tlsRsaKey: string;
  tlsEcdsaCert: string;
  tlsEcdsaKey: string;
  tlsClientCa: string;
  clientCertHeader: string;
  trustProxy: boolean;
}

/** What is wrong with these settings together, as one sentence; null: nothing. */
export function checkTransport(config: Transport): string | null {
  const { tlsPort, port, tlsRsaCert, tlsRsaKey, tlsEcdsaCert, tlsEcdsaKey, tlsClientCa, clientCertHeader, trustProxy } = config;
  if ((tlsRsaCert === '') !== (tlsRsaKey === '')) return 'TLS_RSA_CERT and TLS_RSA_KEY must be set together.';
  if ((tlsEcdsaCert === '') !== (tlsEcdsaKey === '')) return 'TLS_ECDSA_CERT and TLS_ECDSA_KEY must be set together.';
  if (tlsPort === '' && (tlsRsaCert !== '' || tlsEcdsaCert !== '')) return 'TLS_PORT must be set for the TLS certificates to be used.';
  if (tlsPort === '' && tlsClientCa !== '' && clientCertHeader === '')
    return 'TLS_CLIENT_CA needs TLS_PORT, or CLIENT_CERT_HEADER behind a proxy.';
  if (tlsPort !== '' && tlsPort !== 0 && tlsPort === port) return `TLS_PORT must be another port than PORT, but both are ${port}.`;
  if (clientCertHeader !== '' && !trustProxy) return 'CLIENT_CERT_HEADER needs TRUST_PROXY=true.';
  return null;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
