import { type Draft, evseOf, type LiveEvse, stationClock } from '../station/draft.ts';
import { iso, type Saying } from '../station/face.ts';
import type { Message } from '../station/message.ts';
import { shownWh } from '../station/meter.ts';
import { authorize } from './authorize.ts';
import type { Asked, FromStation16 } from './calls.ts';
import { transactionIdOf } from './transaction-id.ts';

/** On demand, past the queue and without any effect: for those who want to see what a CSMS makes of it. */

const someCard = '04A1B2C3D4';

export const sayAuthorize: Saying = () => [words('Authorize', authorize(someCard))];

export const sayStart: Saying = (draft, evseId) =>
  one(draft, evseId).map((evse) =>
    words('StartTransaction', {
      connectorId: evse.id,
      idTag: evse.session?.idToken || someCard,
      meterStart: shownWh(evse),
      timestamp: iso(stationClock(draft)),
    }),
  );

export const sayStop: Saying = (draft, evseId) =>
  one(draft, evseId).map((evse) =>
    words('StopTransaction', {
      transactionId: transactionIdOf(evse.session?.id ?? '', draft.state),
      meterStop: shownWh(evse),
      timestamp: iso(stationClock(draft)),
    }),
  );

function one(draft: Draft, evseId: number | null): LiveEvse[] {
  return [evseOf(draft, evseId ?? 1) ?? []].flat();
}

function words<A extends FromStation16>(action: A, payload: Asked<A>): Message {
  return { kind: 'words', action, payload };
}
