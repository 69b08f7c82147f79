import { createHash, KeyObject, sign } from 'node:crypto';
import {
  BasicOCSPResponse,
  CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  KeyHash,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  Request,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
  TBSRequest,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import { signedPart } from './der.ts';
import { type HashAlgorithm, keyBits, plainSerial } from './hash-data.ts';
import type { Signer } from './issue.ts';
import type { CertificateState } from './services.ts';

const oids = {
  SHA1: '1.3.14.3.2.26',
  SHA256: '2.16.840.1.101.3.4.2.1',
  SHA384: '2.16.840.1.101.3.4.2.2',
  SHA512: '2.16.840.1.101.3.4.2.3',
} as const satisfies Record<HashAlgorithm, string>;
const signatureOids = { ec256: '1.2.840.10045.4.3.2', ec521: '1.2.840.10045.4.3.4', rsa: '1.2.840.113549.1.1.11' } as const;
const signatureHashes = { ec256: 'sha256', ec521: 'sha512', rsa: 'sha256' } as const;
/** More than a station or car ever asks for in one request. */
const mostAsked = 10;

/** Which certificate is spoken of (RFC 6960 §4.1.1 CertID). Hex in lower case, the serial number without leading zeros. */
export interface AskedFor {
  hashAlgorithm: HashAlgorithm;
  issuerNameHash: string;
  issuerKeyHash: string;
  serialNumber: string;
}
export interface Answered extends AskedFor {
  state: CertificateState;
  /** Epoch ms. */
  thisUpdate: number;
  nextUpdate: number | null;
}
export interface OcspAnswer {
  answers: Answered[];
  /** What is signed, how, and with what. */
  signed: Buffer;
  signatureOid: string;
  signature: Buffer;
  /** DER of the certificates it brings. */
  certificates: Buffer[];
}

/** DER of a request for one certificate. */
export function ocspRequest(asked: AskedFor): Buffer {
  const request = new OCSPRequest({ tbsRequest: new TBSRequest({ requestList: [new Request({ reqCert: certId(asked) })] }) });
  return Buffer.from(AsnConvert.serialize(request));
}

/** What a request asks for. Throws on anything that is not one. */
export function parseOcspRequest(der: Buffer): AskedFor[] {
  const { requestList } = AsnConvert.parse(der, OCSPRequest).tbsRequest;
  if (requestList.length === 0 || requestList.length > mostAsked) throw new Error(`asks for ${requestList.length} certificates`);
  return requestList.map(({ reqCert }) => askedFor(reqCert));
}

/** What a responder says. Throws on anything that is not a successful basic answer. */
export function parseOcspAnswer(der: Buffer): OcspAnswer {
  const { responseStatus, responseBytes } = AsnConvert.parse(der, OCSPResponse);
  if (responseStatus !== OCSPResponseStatus.successful || responseBytes?.responseType !== id_pkix_ocsp_basic)
    throw new Error(`the responder said ${OCSPResponseStatus[responseStatus]}`);
  const basicDer = Buffer.from(responseBytes.response.buffer);
  const basic = AsnConvert.parse(basicDer, BasicOCSPResponse);
  return {
    answers: basic.tbsResponseData.responses.map(({ certID, certStatus, thisUpdate, nextUpdate }) => ({
      ...askedFor(certID),
      state: stateOf(certStatus),
      thisUpdate: thisUpdate.getTime(),
      nextUpdate: nextUpdate?.getTime() ?? null,
    })),
    signed: signedPart(basicDer),
    signatureOid: basic.signatureAlgorithm.algorithm,
    signature: Buffer.from(basic.signature),
    certificates: (basic.certs ?? []).map((one) => Buffer.from(AsnConvert.serialize(one))),
  };
}

/** DER of a signed answer; the authority that issued the certificates signs it itself (RFC 6960 §4.2.2.2). */
export function ocspAnswer(
  signer: Pick<Signer, 'certificate' | 'key' | 'algorithm'>,
  { answers, at }: { answers: readonly (Answered & { revokedAt: number | null })[]; at: number },
): Buffer {
  const tbsResponseData = new ResponseData({
    responderID: new ResponderID({ byKey: new KeyHash(createHash('sha1').update(keyBits(signer.certificate)).digest()) }),
    producedAt: whole(at),
    responses: answers.map(
      (one) =>
        new SingleResponse({
          certID: certId(one),
          certStatus: statusOf(one),
          thisUpdate: whole(one.thisUpdate),
          ...(one.nextUpdate === null ? {} : { nextUpdate: whole(one.nextUpdate) }),
        }),
    ),
  });
  const signed = Buffer.from(AsnConvert.serialize(tbsResponseData));
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: new AlgorithmIdentifier({
      algorithm: signatureOids[signer.algorithm],
      ...(signer.algorithm === 'rsa' ? { parameters: null } : {}),
    }),
    signature: toArrayBuffer(sign(signatureHashes[signer.algorithm], signed, KeyObject.from(signer.key))),
    certs: [AsnConvert.parse(signer.certificate.rawData, Certificate)],
  });
  const responseBytes = new ResponseBytes({ responseType: id_pkix_ocsp_basic, response: new OctetString(AsnConvert.serialize(basic)) });
  return Buffer.from(AsnConvert.serialize(new OCSPResponse({ responseStatus: OCSPResponseStatus.successful, responseBytes })));
}

/** DER of an answer that says only what is wrong (RFC 6960 §2.3). */
export function ocspRefusal(why: 'malformedRequest' | 'unauthorized' | 'tryLater' | 'internalError'): Buffer {
  return Buffer.from(AsnConvert.serialize(new OCSPResponse({ responseStatus: OCSPResponseStatus[why] })));
}

function certId({ hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }: AskedFor): CertID {
  // An integer of DER is positive only where its first bit is none.
  const padded = serialNumber.length % 2 === 1 ? `0${serialNumber}` : serialNumber;
  const serial = Buffer.from(/^[89a-f]/i.test(padded) ? `00${padded}` : padded, 'hex');
  return new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: oids[hashAlgorithm], parameters: null }),
    issuerNameHash: new OctetString(Buffer.from(issuerNameHash, 'hex')),
    issuerKeyHash: new OctetString(Buffer.from(issuerKeyHash, 'hex')),
    serialNumber: toArrayBuffer(serial),
  });
}

function askedFor({ hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }: CertID): AskedFor {
  const [name] = Object.entries(oids).find(([, oid]) => oid === hashAlgorithm.algorithm) ?? [];
  if (name === undefined) throw new Error(`unknown hash ${hashAlgorithm.algorithm}`);
  const hex = (data: ArrayBuffer): string => Buffer.from(data).toString('hex');
  return {
    hashAlgorithm: name as HashAlgorithm,
    issuerNameHash: hex(issuerNameHash.buffer),
    issuerKeyHash: hex(issuerKeyHash.buffer),
    serialNumber: plainSerial(hex(serialNumber)),
  };
}

function stateOf({ good, revoked }: CertStatus): CertificateState {
  if (revoked !== undefined) return 'Revoked';
  return good === undefined ? 'Unknown' : 'Good';
}

function statusOf({ state, revokedAt }: { state: CertificateState; revokedAt: number | null }): CertStatus {
  if (state === 'Good') return new CertStatus({ good: null });
  return state === 'Revoked'
    ? new CertStatus({ revoked: new RevokedInfo({ revocationTime: whole(revokedAt ?? 0) }) })
    : new CertStatus({ unknown: null });
}

/** OCSP knows whole seconds. */
const whole = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
const toArrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
