import { z } from 'zod';
import { setting } from '../setting.ts';

const url = z
  .literal('')
  .or(
    z
      .url({ protocol: /^https?$/, error: 'must be an address such as https://ca.example.org' })
      .transform((value) => value.replace(/\/+$/, '')),
  );
const hosts = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== ''),
);

/** Of the certificate authority. Part of the one table in config.ts. */
export const certificateSettings = {
  certificateKey: setting('CERTIFICATE_KEY', z.literal('').or(z.string().min(32, 'must have at least 32 characters')), [
    '',
    'Secret under which the certificate authority’s private keys are encrypted. Unset: a random one in DATA_DIR/certificate-key. Losing it means a new authority.',
  ]),
  signingUrl: setting('SIGNING_URL', url, [
    '',
    'An outside authority signs stations’ certificates: its EST address, such as https://ca.example.org/.well-known/est. Unset: the built-in one does.',
  ]),
  signingUser: setting('SIGNING_USER', z.string(), ['', 'User name at that authority.']),
  signingPassword: setting('SIGNING_PASSWORD', z.string(), ['', 'Password of that user.']),
  ocspHosts: setting('OCSP_HOSTS', hosts, [
    '',
    'Host names of OCSP responders and revocation lists that may have private addresses, with commas. Others must be on the public Internet.',
  ]),
  contractUrl: setting('CONTRACT_URL', url, [
    '',
    'Contract pool for Plug & Charge (Open Plug&Charge Protocol), such as https://open.plugncharge-test.hubject.com. Unset: cars get no contracts here.',
  ]),
  contractTokenUrl: setting('CONTRACT_TOKEN_URL', url, [
    '',
    'Where an access token for it is had (OAuth client credentials). Unset: none is needed.',
  ]),
  contractClientId: setting('CONTRACT_CLIENT_ID', z.string(), ['', 'Client id there.']),
  contractClientSecret: setting('CONTRACT_CLIENT_KEY', z.string(), ['', 'Client secret there.']),
} as const;
