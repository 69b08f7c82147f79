import { z } from 'zod';
import { instant, page, pageOf, stationId } from './common.ts';
import { route } from './route.ts';

export const localListStates = [
  'off', // not kept, and nothing of ours is there
  'inStep', // the station has told that it holds this very list, and no card has changed since
  'behind', // something changed, or it was not reached: it is being sent or will be
  'waiting', // the station is away
  'clearing', // no longer kept: it is being emptied
  'refused', // the station does not take it, see the reason
  'unsupported', // the station has no list
] as const;

export const localList = z.object({
  stationId,
  state: z.enum(localListStates),
  reason: z.string().nullable(),
  keep: z.boolean().nullable().describe('null: as its site says'),
  isKept: z.boolean().describe('What is in force, by its own setting or its site'),
  version: z.number().nullable().describe('Of the list it holds for certain'),
  cards: z.number().describe('Entries of that list'),
  leftOut: z.number().describe('Cards that found no room'),
  inStepSince: instant.nullable(),
  toldVersion: z.number().nullable().describe('What the station said last; 0: empty, -1: it has none'),
  toldAt: instant.nullable(),
  isEnabled: z.boolean().nullable().describe("The station's own switch for its list; null: not known"),
  most: z.number().nullable().describe('Entries that fit; null: not known'),
  dueAt: instant.nullable().describe('When it is looked at again by itself'),
});
export const localListEntry = z.object({
  idToken: z.string(),
  type: z.string().describe('Empty in OCPP 1.6'),
  status: z.enum(['Accepted', 'Blocked']),
  groupId: z.string().nullable(),
  validUntil: instant.nullable(),
});

const params = z.object({ stationId });
export const localListRoutes = {
  getLocalList: route({
    method: 'GET',
    path: '/stations/:stationId/local-list',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'Whether the card list in the station is ours and up to date',
    params,
    response: localList,
  }),
  keepLocalList: route({
    method: 'PATCH',
    path: '/stations/:stationId/local-list',
    permission: 'operator',
    tag: 'Cards',
    summary: "Keep the station's card list in step with ours, or no longer: then it is emptied",
    params,
    body: z.object({ keep: z.boolean().nullable().describe('null: as its site says') }),
    response: localList,
  }),
  listLocalListEntries: route({
    method: 'GET',
    path: '/stations/:stationId/local-list/entries',
    permission: 'viewer',
    tag: 'Cards',
    summary: 'The cards that the station holds for certain',
    params,
    query: page,
    response: pageOf(localListEntry),
  }),
};
