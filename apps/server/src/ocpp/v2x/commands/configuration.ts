import { chunks, type EncodersOf } from '../../../commands/encoded.ts';
import { attributeOf, readVariables, readWritten } from '../variables.ts';
import { message } from './message.ts';
import { readReport } from './report.ts';

export const configuration = {
  readConfiguration: (request, facts) =>
    request.variables.length === 0
      ? [message('GetBaseReport', { requestId: facts.commandId, reportBase: 'FullInventory' }, readReport)]
      : chunks(request.variables.map(attributeOf), facts.limits.GetVariables).map((part) =>
          message('GetVariables', { getVariableData: part }, readVariables),
        ),
  writeConfiguration: (request, facts) =>
    chunks(
      request.variables.map((entry) => ({ ...attributeOf(entry), attributeValue: entry.value })),
      facts.limits.SetVariables,
    ).map((part) => message('SetVariables', { setVariableData: part }, readWritten)),
} satisfies EncodersOf<'readConfiguration' | 'writeConfiguration'>;
