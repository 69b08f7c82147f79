import type { KeyRequest } from '../crypto/pkcs10.ts';
import type { KeyUse } from './certificates.ts';
import type { Draft } from './draft.ts';
import { numberOf, textOf } from './settings.ts';

/** A new key is made for this use; its request goes to the CSMS once it is there. [whitepaper §5.2, P2 A02] */
export function askForCertificate(draft: Draft, use: KeyUse): void {
  const { state } = draft;
  const subject = { commonName: state.id.slice(-25), organization: textOf(state, 'organization') };
  draft.effects.push({ kind: 'makeKey', use, subject });
}

export function keyMade(draft: Draft, use: KeyUse, { csr, privateKey }: KeyRequest): void {
  const { state } = draft;
  state.jobCount += 1;
  const key = { use, csr, privateKey, chain: null, requestId: state.jobCount };
  state.keys = [...state.keys.filter((one) => one.use !== use || one.chain !== null), key];
  state.signingAttempts = 0;
  requestSigning(draft);
}

/** No certificate has come: asked again, each time after twice as long. [P2 A02] */
export function requestSigning(draft: Draft): void {
  const { state, effects } = draft;
  const key = state.keys.findLast(({ chain }) => chain === null);
  if (key === undefined) return;
  effects.push({ kind: 'call', message: { kind: 'signCertificate', use: key.use, csr: key.csr, requestId: key.requestId } });
  const wait = numberOf(state, 'signingWaitSeconds') * 1000 * 2 ** state.signingAttempts;
  if (wait > 0 && state.signingAttempts < numberOf(state, 'signingRepeats'))
    effects.push({ kind: 'timer', name: 'signing', afterMs: wait, clock: 'real' });
  state.signingAttempts += 1;
}
