import { meterPublicKey, meterSerial, signRecord } from '../crypto/ocmf-meter.ts';
import type { Draft, LiveEvse } from './draft.ts';
import type { Sample } from './message.ts';
import { sampleOf } from './meter.ts';

/** The reading at the begin or end of a transaction; signed where the maker's meter signs. Each signature takes the meter's next page. */
export function endSample(draft: Draft, evse: LiveEvse, context: 'Transaction.Begin' | 'Transaction.End'): Sample {
  const sample = sampleOf(draft, evse, context);
  const { signs } = draft.state.behaviour;
  if (signs === null || evse.session === null) return sample;
  const isEnd = context === 'Transaction.End';
  // A gap: the page between begin and end never leaves the station.
  evse.signedPage += signs === 'gap' && isEnd ? 2 : 1;
  const text = signRecord(
    {
      meterSerial: meterSerial(draft.state.id, evse.id),
      page: evse.signedPage,
      idToken: evse.session.idToken,
      chargePoint: `${draft.state.id}/${evse.id}`,
      readings: [{ at: sample.at, kind: isEnd ? 'E' : 'B', wh: sample.registerWh }],
    },
    signs,
  );
  return { ...sample, signed: { text, publicKey: meterPublicKey(draft.state.id, evse.id) } };
}
