import type { Command } from '../station/face.ts';
import { getBaseReport } from './base-report.ts';
import type { Asked, Said, ToStation201 } from './calls.ts';
import { changeAvailability } from './change-availability.ts';
import { clearCache } from './clear-cache.ts';
import { answerDataTransfer } from './data-transfer.ts';
import { getVariables } from './get-variables.ts';
import { requestStartTransaction } from './request-start-transaction.ts';
import { requestStopTransaction } from './request-stop-transaction.ts';
import { reset } from './reset.ts';
import { setVariables } from './set-variables.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';

/** Every message that a CSMS may send to a 2.0.1 station. */
export const commands201 = {
  ChangeAvailability: changeAvailability,
  ClearCache: clearCache,
  DataTransfer: answerDataTransfer,
  GetBaseReport: getBaseReport,
  GetVariables: getVariables,
  RequestStartTransaction: requestStartTransaction,
  RequestStopTransaction: requestStopTransaction,
  Reset: reset,
  SetVariables: setVariables,
  TriggerMessage: triggerMessage,
  UnlockConnector: unlockConnector,
} satisfies { [A in ToStation201]?: Command<Asked<A>, Said<A>> };
