import type { ResponseOf } from '@stationmaster/ocpp';
import { chunks, type EncodersOf, type Said, type VariableSaid } from '../../../commands/encoded.ts';
import type { VariableAddress } from '../../../commands/words.ts';
import { standardKeys } from '../standard-keys.ts';
import { message } from './message.ts';

const key = (name: string): VariableAddress => ({ component: '', variable: name });

export const configuration = {
  readConfiguration: (request, { limits, quirks }) => {
    const isOneByOne = quirks.has('getConfigurationKeysTooMany');
    if (request.variables.length === 0 && !isOneByOne) return [message('GetConfiguration', {}, readConfiguration)];
    const keys = request.variables.length === 0 ? standardKeys : request.variables.map((address) => address.variable);
    return chunks(keys, isOneByOne ? { items: 1, bytes: null } : limits.GetVariables).map((part) =>
      message('GetConfiguration', { key: part }, readConfiguration),
    );
  },
  writeConfiguration: (request) =>
    request.variables.map((entry) =>
      message('ChangeConfiguration', { key: entry.variable, value: entry.value }, (answer) => readChange(answer, entry.variable)),
    ),
} satisfies EncodersOf<'readConfiguration' | 'writeConfiguration'>;

export function readConfiguration(answer: ResponseOf<'ocpp1.6', 'GetConfiguration'>): Said {
  const known = (answer.configurationKey ?? []).map(
    (entry): VariableSaid => ({
      address: key(entry.key),
      status: 'told',
      value: entry.value ?? null,
      mutability: entry.readonly ? 'ReadOnly' : 'ReadWrite',
    }),
  );
  const unknown = (answer.unknownKey ?? []).map(
    (name): VariableSaid => ({ address: key(name), status: 'unknown', value: null, mutability: null }),
  );
  return { status: 'done', reason: null, variables: [...known, ...unknown] };
}
function readChange({ status }: ResponseOf<'ocpp1.6', 'ChangeConfiguration'>, name: string): Said {
  const words = { Accepted: 'written', RebootRequired: 'rebootRequired', Rejected: 'rejected', NotSupported: 'unknown' } as const;
  return { status: 'done', reason: null, variables: [{ address: key(name), status: words[status], value: null, mutability: null }] };
}
