import { type CertificateFault, certificateFaults, type PemKind, pemFault } from '@stationmaster/domain';
import type { CommandRequest } from '../commands/words.ts';
import { Failure } from '../errors.ts';
import { type CertificateFacts, certificatesIn, factsOf } from './text.ts';

/** Where a person's certificate stands in a request, what it may be, and now in epoch ms. */
interface Place {
  path: string;
  kind: PemKind;
  at: number;
}

/** The certificates of a text that a person has given, the leaf first. Failure certificateUnusable. */
export function soundCertificates(text: string, { path, kind, at }: Place): [CertificateFacts, ...CertificateFacts[]] {
  const fault = pemFault(text, kind);
  if (fault !== null) throw unusable(path, fault);
  const [leaf, ...above] = (certificatesIn(text) ?? []).flatMap((pem) => factsOf(pem) ?? []);
  if (leaf === undefined) throw unusable(path, { code: 'certificateUnreadable' });
  // Whoever is certified by the first stands below it: it is no leaf. [2.x A02]
  if (above.some(({ issuer, subject }) => issuer === leaf.subject && subject !== issuer))
    throw unusable(path, { code: 'certificateOrder' });
  const over = [leaf, ...above].find(({ validTo }) => validTo <= at);
  if (over !== undefined) throw unusable(path, { code: 'certificateOver', value: new Date(over.validTo).toISOString().slice(0, 10) });
  return [leaf, ...above];
}

/** The one certificate of an authority. Failure certificateUnusable. */
export function soundAuthority(text: string, { path, at }: Omit<Place, 'kind'>): CertificateFacts {
  const [facts] = soundCertificates(text, { path, kind: 'one', at });
  if (!facts.isAuthority) throw unusable(path, { code: 'certificateNotAuthority' });
  return facts;
}

/** What a command would bring to a station is looked at before anything is stored or sent. Failure certificateUnusable. */
export function mustBeSound(request: CommandRequest, at: number): void {
  if (request.verb === 'installCertificate') soundCertificates(request.certificate, { path: 'certificate', kind: 'one', at });
  if (request.verb === 'certificateSigned') soundCertificates(request.chain, { path: 'chain', kind: 'chain', at });
}

function unusable(path: string, { code, value }: CertificateFault): Failure {
  const why = certificateFaults[code].replace('{value}', String(value ?? ''));
  return new Failure('certificateUnusable', { why }, [{ path, message: why, code, ...(value === undefined ? {} : { value }) }]);
}
