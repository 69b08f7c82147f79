import { dropStandIns } from '../../charging/again.ts';
import { endSession } from '../../sessions/stop.ts';
import { withoutNull } from '../text.ts';
import type { Handler16 } from './handler.ts';
import { idTagInfo } from './id-tag-info.ts';
import { toReadings } from './meter-value.ts';

/** 1.6 §4.10: always answered, or the station repeats it for ever. No reason means Local. */
export const stopTransaction: Handler16<'StopTransaction'> = async ({ request, ...turn }, context) => {
  const { transactionId, timestamp, meterStop, reason = 'Local', idTag = null, transactionData } = request;
  const stop = {
    transactionId,
    timestamp,
    meterStopWh: meterStop,
    reason,
    idToken: idTag === null ? null : withoutNull(idTag),
    readings: toReadings(transactionData, turn.at),
  };
  const { session, authorization, step } = await endSession(context, turn, stop);
  return {
    answer: authorization === null ? {} : { idTagInfo: idTagInfo(authorization) },
    ...step,
    sessionId: session.id,
    after: [() => dropStandIns(context, turn.state, session)],
  };
};
