import { describe, expect, test } from 'vitest';
import { contractSpellings, decideContract } from './contract.ts';

describe('the answer to a contract certificate', () => {
  test.each([
    ['Accepted', 'Accepted', 'Accepted', 'Accepted'],
    ['Accepted', 'ConcurrentTx', 'Accepted', 'ConcurrentTx'],
    ['Accepted', 'Blocked', 'ContractCancelled', 'Blocked'],
    ['Accepted', 'Expired', 'ContractCancelled', 'Expired'],
    ['Accepted', 'Invalid', 'ContractCancelled', 'Invalid'],
    ['Accepted', 'Unknown', 'ContractCancelled', 'Unknown'],
    ['CertificateExpired', 'Accepted', 'CertificateExpired', 'Expired'],
    ['CertificateRevoked', 'Accepted', 'CertificateRevoked', 'Invalid'],
    ['CertChainError', 'Accepted', 'CertChainError', 'Invalid'],
    ['SignatureError', 'Blocked', 'SignatureError', 'Invalid'],
    ['NoCertificateAvailable', 'Accepted', 'NoCertificateAvailable', 'Invalid'],
  ] as const)('%s and a token that is %s: %s, %s', (certificate, token, certificateStatus, status) => {
    const decided = decideContract(certificate, { status: token, reason: 'known' });
    expect(decided).toEqual({ certificateStatus, status, reason: certificate === 'Accepted' ? 'known' : 'contractRefused' });
  });
});

describe('the spellings of a contract id', () => {
  test.each([
    ['DE-8AC-C12E45678-9', ['DE-8AC-C12E45678-9', 'DE8ACC12E456789', 'DE8ACC12E45678', 'DE-8AC-C12E45678']],
    ['DE8ACC12E456789', ['DE8ACC12E456789', 'DE-8AC-C12E45678-9', 'DE8ACC12E45678', 'DE-8AC-C12E45678']],
    ['DE8ACC12E45678', ['DE8ACC12E45678', 'DE-8AC-C12E45678']],
    ['CARD-7', ['CARD-7']],
    ['12-345-678901234', ['12-345-678901234']],
  ])('%s', (canonical, expected) => expect(contractSpellings(canonical)).toEqual(expected));
});
