import { chunks, type EncodersOf, type Said } from '../../../commands/encoded.ts';
import { placeOf, readVariables, readWritten } from '../variables.ts';
import { message, type Response, reasonOf } from './message.ts';

export const configuration = {
  readConfiguration: (request, facts) =>
    request.variables.length === 0
      ? [message('GetBaseReport', { requestId: facts.commandId, reportBase: 'FullInventory' }, readReport)]
      : chunks(request.variables, facts.maxRead).map((part) =>
          message('GetVariables', { getVariableData: part.map(placeOf) }, readVariables),
        ),
  writeConfiguration: (request, facts) =>
    chunks(request.variables, facts.maxWrite).map((part) =>
      message('SetVariables', { setVariableData: part.map((entry) => ({ ...placeOf(entry), attributeValue: entry.value })) }, readWritten),
    ),
} satisfies EncodersOf<'readConfiguration' | 'writeConfiguration'>;

function readReport(answer: Response<'GetBaseReport'>): Said {
  if (answer.status === 'EmptyResultSet') return { status: 'done', reason: 'emptyResultSet' };
  if (answer.status === 'NotSupported') return { status: 'notSupported', reason: reasonOf(answer) };
  return { status: answer.status === 'Accepted' ? 'accepted' : 'rejected', reason: reasonOf(answer) };
}
