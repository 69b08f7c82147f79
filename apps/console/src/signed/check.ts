import {
  type CheckedRecord,
  findSigned,
  type Ocmf,
  parseOcmf,
  readPublicKey,
  readSignedData,
  readTransparencyXml,
  type SignatureVerdict,
  type SignedFormat,
  type SigningCurve,
  signatureQuestion,
  signedEnds,
  signedEnergy,
} from '@stationmaster/domain';
import { isSignedHere } from './curves.ts';
import type { LinkedRecord } from './link.ts';

/** One value and what a browser finds of it. */
export interface Seen {
  format: SignedFormat;
  verdict: SignatureVerdict;
  ocmf: Ocmf | null;
  publicKey: string;
  curve: SigningCurve | null;
  context: string;
  text: string;
}

/** What a person pastes or opens: the XML of the transparency software, or one record and its key. Empty: neither. */
export function recordsIn(text: string, publicKey: string): LinkedRecord[] {
  const values = readTransparencyXml(text);
  if (values.length > 0)
    return values.map((value) => ({ text: value.text, publicKey: value.publicKey || publicKey, context: value.context }));
  const records = [...text.matchAll(/OCMF\|[^\n]+/g)].map(([record]) => ({ text: record, publicKey, context: '' }));
  if (records.length > 0) return records;
  return text.trim() === '' ? [] : [{ text: text.trim(), publicKey, context: '' }];
}

export function seen({ text, publicKey, context }: LinkedRecord): Seen {
  const data = readSignedData(text, { publicKey });
  const ocmf = data.format === 'OCMF' ? parseOcmf(data.text) : null;
  const told = publicKey || (data.publicKey ?? '');
  const key = readPublicKey(told);
  const question = ocmf === null || key === null ? null : signatureQuestion(ocmf, key);
  const verdict = (): SignatureVerdict => {
    if (data.format !== 'OCMF') return 'unsupported';
    if (ocmf === null) return 'unreadable';
    if (told === '') return 'noKey';
    if (question === 'methodUnsupported') return 'unsupported';
    return question !== null && typeof question !== 'string' && isSignedHere(question) ? 'valid' : 'invalid';
  };
  const curve = question !== null && typeof question !== 'string' ? question.curve : (key?.curve ?? null);
  return { format: data.format, verdict: verdict(), ocmf, publicKey: told, curve, context, text: data.text };
}

/** Of all values together: is every one genuine, do they belong together, how much is it. */
export function summary(all: readonly Seen[]) {
  const checked = all.map(
    ({ format, verdict, ocmf }): CheckedRecord => ({ format, verdict, origin: 'registered', ocmf, keySerial: '', missingPages: 0 }),
  );
  const energyWh = signedEnergy(checked);
  const { begin, end } = signedEnds(checked);
  const findings = findSigned(checked, { status: 'ended', energyWh: energyWh ?? 0 }).map(({ kind }) => kind);
  const isGenuine = all.length > 0 && all.every(({ verdict }) => verdict === 'valid');
  const isClean = !findings.some((kind) => ['signedFlagged', 'signedMismatch'].includes(kind)) && (energyWh === null || energyWh >= 0);
  const outcome: 'good' | 'flagged' | 'bad' | 'unknown' = isGenuine
    ? isClean
      ? 'good'
      : 'flagged'
    : all.some(({ verdict }) => verdict === 'invalid' || verdict === 'unreadable')
      ? 'bad'
      : 'unknown';
  return { outcome, energyWh, begin, end, findings };
}
