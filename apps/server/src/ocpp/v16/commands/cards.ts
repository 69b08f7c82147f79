import type { ListEntry } from '@stationmaster/domain';
import type { RequestOf, ResponseOf } from '@stationmaster/ocpp';
import type { EncodersOf, Message, Said } from '../../../commands/encoded.ts';
import type { ListPart } from '../../../local-lists/part.ts';
import { readConfiguration } from './configuration.ts';
import { message } from './message.ts';

/** 1.6 §5.15, §5.10, §5.4 */
export const cards = {
  sendLocalList: (_request, { listParts = [] }) => listParts.map(sendLocalList16),
  getLocalListVersion: () => [getLocalListVersion16()],
  clearCache: () => [message('ClearCache', {}, readClear)],
} satisfies EncodersOf<'sendLocalList' | 'getLocalListVersion' | 'clearCache'>;

type Line = NonNullable<RequestOf<'ocpp1.6', 'SendLocalList'>['localAuthorizationList']>[number];

export function listLine16({ idToken, status, groupId, validUntil }: ListEntry): Line {
  return {
    idTag: idToken,
    idTagInfo: {
      status,
      ...(groupId === null ? {} : { parentIdTag: groupId }),
      ...(validUntil === null ? {} : { expiryDate: new Date(validUntil).toISOString() }),
    },
  };
}

/** Entries without idTagInfo are taken out. */
export function sendLocalList16({ version, isFull, changed, gone }: ListPart): Message {
  const lines: Line[] = [...gone.map(({ idToken }) => ({ idTag: idToken })), ...changed.map(listLine16)];
  const list = lines.length === 0 ? {} : { localAuthorizationList: lines };
  return message('SendLocalList', { listVersion: version, updateType: isFull ? 'Full' : 'Differential', ...list }, readList);
}

export function getLocalListVersion16(): Message {
  return message('GetLocalListVersion', {}, ({ listVersion }) => ({ status: 'done', reason: null, listVersion }));
}

/** One key at a time: some stations do not take more. */
export function askListSettings16(): Message[] {
  return ['LocalAuthListEnabled', 'SendLocalListMaxLength', 'LocalAuthListMaxLength'].map((key) =>
    message('GetConfiguration', { key: [key] }, readConfiguration),
  );
}

function readList({ status }: ResponseOf<'ocpp1.6', 'SendLocalList'>): Said {
  if (status === 'Accepted') return { status: 'done', reason: null };
  return status === 'NotSupported' ? { status: 'notSupported', reason: null } : { status: 'rejected', reason: status };
}
function readClear({ status }: ResponseOf<'ocpp1.6', 'ClearCache'>): Said {
  return { status: status === 'Accepted' ? 'done' : 'rejected', reason: null };
}
