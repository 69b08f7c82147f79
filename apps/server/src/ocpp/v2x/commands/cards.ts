import type { ListEntry } from '@stationmaster/domain';
import type { EncodersOf, Message, Said } from '../../../commands/encoded.ts';
import type { ListPart } from '../../../local-lists/part.ts';
import { placeOf, readVariables } from '../variables.ts';
import { message, type Request, type Response, reasonOf } from './message.ts';

/** 2.x D01, D02, C11 */
export const cards = {
  sendLocalList: (_request, { listParts = [] }) => listParts.map(sendLocalList2x),
  getLocalListVersion: () => [getLocalListVersion2x()],
  clearCache: () => [message('ClearCache', {}, readClear)],
} satisfies EncodersOf<'sendLocalList' | 'getLocalListVersion' | 'clearCache'>;

type Line = NonNullable<Request<'SendLocalList'>['localAuthorizationList']>[number];
/** 2.0.1 has a closed list of types; who makes the list leaves out what is not in it. */
type Type = Line['idToken']['type'];

export function listLine2x({ idToken, type, status, groupId, validUntil }: ListEntry): Line {
  return {
    idToken: { idToken, type: type as Type },
    idTokenInfo: {
      status,
      // A group is a token of our own making, so its type is Central.
      ...(groupId === null ? {} : { groupIdToken: { idToken: groupId, type: 'Central' as const } }),
      ...(validUntil === null ? {} : { cacheExpiryDateTime: new Date(validUntil).toISOString() }),
    },
  };
}

/** Entries without idTokenInfo are taken out. (D01.FR.16) */
export function sendLocalList2x({ version, isFull, changed, gone }: ListPart): Message {
  const lines: Line[] = [
    ...gone.map(({ idToken, type }): Line => ({ idToken: { idToken, type: type as Type } })),
    ...changed.map(listLine2x),
  ];
  const list = lines.length === 0 ? {} : { localAuthorizationList: lines as [Line, ...Line[]] };
  return message('SendLocalList', { versionNumber: version, updateType: isFull ? 'Full' : 'Differential', ...list }, readList);
}

export function getLocalListVersion2x(): Message {
  return message('GetLocalListVersion', {}, ({ versionNumber }) => ({ status: 'done', reason: null, listVersion: versionNumber }));
}

export function askListSettings2x(): Message[] {
  const component = 'LocalAuthListCtrlr';
  return ['Enabled', 'ItemsPerMessage', 'BytesPerMessage'].map((variable) =>
    message('GetVariables', { getVariableData: [placeOf({ component, variable })] }, readVariables),
  );
}

function readList(answer: Response<'SendLocalList'>): Said {
  if (answer.status === 'Accepted') return { status: 'done', reason: reasonOf(answer) };
  return { status: 'rejected', reason: [answer.status, reasonOf(answer)].filter(Boolean).join(', ') };
}
function readClear(answer: Response<'ClearCache'>): Said {
  return { status: answer.status === 'Accepted' ? 'done' : 'rejected', reason: reasonOf(answer) };
}
