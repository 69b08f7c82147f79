import type { EncodersOf } from '../../../commands/encoded.ts';
import { utc } from '../../present.ts';
import { message21, plain } from './message.ts';

type Additions = 'requestBatterySwap' | 'notifyWebPaymentStarted' | 'afrrSignal' | 'notifyAllowedEnergyTransfer';

/** 2.1 S02, C25, Q07–Q08, Q01 */
export const additions21 = {
  requestBatterySwap: ({ token }, { commandId: requestId, idTokenType: type }) => [
    message21('RequestBatterySwap', { requestId, idToken: { idToken: token, type } }, plain),
  ],
  notifyWebPaymentStarted: ({ evseId, timeoutSeconds: timeout }, { at }) => [
    message21('NotifyWebPaymentStarted', { evseId, timeout }, () => ({
      status: 'done',
      reason: null,
      records: [
        { kind: 'webPayment', key: String(evseId), evseId, data: timeout === 0 ? null : { startedAt: at, until: at + timeout * 1000 } },
      ],
    })),
  ],
  afrrSignal: ({ signal, at }, facts) => [
    message21('AFRRSignal', { signal, timestamp: utc(at) ?? new Date(facts.at).toISOString() }, (answer) => {
      const said = plain(answer);
      return said.status === 'accepted' ? { ...said, status: 'done' } : said;
    }),
  ],
  notifyAllowedEnergyTransfer: ({ allowed, sessionId }, { transactionId }) => {
    const [first, ...more] = allowed;
    if (transactionId === null || first === undefined) return [];
    return [
      message21('NotifyAllowedEnergyTransfer', { transactionId, allowedEnergyTransfer: [first, ...more] }, (answer) => {
        const said = plain(answer);
        if (said.status !== 'accepted') return said;
        return {
          ...said,
          status: 'done',
          records: [{ kind: 'energyTransfer', key: transactionId, evseId: 0, data: { allowed, sessionId } }],
        };
      }),
    ];
  },
} satisfies EncodersOf<Additions>;

/** Before 2.1 there is none of it. */
export const additions = {
  requestBatterySwap: null,
  notifyWebPaymentStarted: null,
  afrrSignal: null,
  notifyAllowedEnergyTransfer: null,
} satisfies EncodersOf<Additions>;
