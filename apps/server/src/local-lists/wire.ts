import type { ListEntry, ListLimits } from '@stationmaster/domain';
import type { Version } from '@stationmaster/ocpp';
import type { Message } from '../commands/encoded.ts';
import { askListSettings2x, getLocalListVersion2x, listLine2x, sendLocalList2x } from '../ocpp/v2x/commands/cards.ts';
import { askListSettings16, getLocalListVersion16, listLine16, sendLocalList16 } from '../ocpp/v16/commands/cards.ts';
import type { ListPart } from './part.ts';

/** A version's way with local lists: its messages, and what an entry may hold. */
export interface ListWords extends Omit<ListLimits, 'most'> {
  line: (entry: ListEntry) => unknown;
  send: (part: ListPart) => Message;
  askVersion: () => Message;
  /** How much fits, and whether it is switched on. */
  askSettings: () => Message[];
}

const messages2x = { line: listLine2x, send: sendLocalList2x, askVersion: getLocalListVersion2x, askSettings: askListSettings2x };
/** IdTokenEnum of 2.0.1; in 2.1 a type is free text. */
const types201: ReadonlySet<string> = new Set(['Central', 'eMAID', 'ISO14443', 'ISO15693', 'KeyCode', 'Local', 'MacAddress']);

export const listWords: Readonly<Record<Version, ListWords>> = {
  'ocpp1.6': {
    line: listLine16,
    send: sendLocalList16,
    askVersion: getLocalListVersion16,
    askSettings: askListSettings16,
    types: null,
    longestToken: 20,
    longestGroup: 20,
  },
  'ocpp2.0.1': { ...messages2x, types: types201, longestToken: 36, longestGroup: 36 },
  'ocpp2.1': { ...messages2x, types: 'any', longestToken: 255, longestGroup: 255 },
};
