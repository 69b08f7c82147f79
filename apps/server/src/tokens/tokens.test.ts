import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import type { Tables } from '../db/tables.gen.ts';
import { defaultTenantId } from '../db/tenant.ts';
import type { Call } from '../http/handler.ts';
import { transactions } from '../http/transaction.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { authorize } from './authorize.ts';
import { tokenHandlers } from './routes.ts';

const handlers = tokenHandlers({});
const now = Date.parse('2026-06-01T12:00:00Z');
let database: TestDatabase;
let db: Kysely<Tables>;
let call: Call;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.drop());

beforeEach(async () => {
  await sql`truncate station, site, tariff, token cascade`.execute(db);
  const actor = { kind: 'user', id: 1, name: 'op', role: 'operator' } as const;
  const request = { tenantId: defaultTenantId, actor, now, action: 'test', isChanging: true, once: null };
  call = { ...request, requestId: 'r', ...transactions({ db, config: readConfig({}) }, request) };
});

const none = { params: undefined, query: undefined, body: undefined, text: '' };
type NewToken = Parameters<typeof handlers.createToken>[0]['body'];
const add = (body: NewToken) => handlers.createToken({ ...none, body }, call);
const change = (tokenId: number, body: Parameters<typeof handlers.updateToken>[0]['body']) =>
  handlers.updateToken({ ...none, params: { tokenId }, body }, call);
const load = (text: string) => handlers.importTokens({ ...none, text }, call);
const dump = async (): Promise<string> => (await handlers.exportTokens(none, call)).text();
const list = (query: { search?: string; blocked?: 'true' | 'false'; limit?: number; cursor?: string } = {}) =>
  handlers.listTokens({ ...none, query: { limit: 50, ...query } }, call);
const tap = (idToken: string, rest: { type?: string; openAccess?: boolean; at?: number } = {}) =>
  authorize({ db }, { tenantId: defaultTenantId, idToken, type: null, openAccess: false, at: now, ...rest });

describe('authorize', () => {
  test('knows a card in every spelling a reader sends', async () => {
    const { id } = await add({ value: '04:a2:b3:c4:d5:e6:80', groupId: 'FLEET', aliases: ['key ring'] });
    for (const spelling of ['04A2B3C4D5E680', '04-a2-b3-c4-d5-e6-80', '80E6D5C4B3A204', '04A2B3C4', 'B3A20488', 'KEY RING']) {
      expect(await tap(spelling)).toEqual({
        status: 'Accepted',
        reason: 'known',
        tokenId: id,
        groupId: 'FLEET',
        validUntil: null,
        energyTransfer: null,
      });
    }
    expect(await tap('04A2B3C4D5E681')).toMatchObject({ status: 'Unknown', tokenId: null });
  });

  test('bills nobody for four bytes that two cards share', async () => {
    await add({ value: '04A2B3C4D5E680' });
    const { id } = await add({ value: '04A2B3C4000000' });
    expect(await tap('04A2B3C4')).toMatchObject({ status: 'Unknown', tokenId: null });
    await change(id, { aliases: ['04A2B3C4'] });
    expect(await tap('04A2B3C4')).toMatchObject({ status: 'Accepted', tokenId: id });
  });

  test('sees a change at once, and says why', async () => {
    const { id } = await add({ value: 'ANNA-1', validUntil: new Date(now + 1000).toISOString() });
    expect(await tap('anna-1')).toMatchObject({ status: 'Accepted', validUntil: now + 1000 });
    expect(await tap('anna-1', { at: now + 1000 })).toMatchObject({ status: 'Expired', reason: 'expired' });
    await change(id, { blocked: true });
    expect(await tap('anna-1', { openAccess: true })).toMatchObject({ status: 'Blocked', reason: 'blocked', tokenId: id });
    await handlers.deleteToken({ ...none, params: { tokenId: id } }, call);
    expect(await tap('anna-1')).toMatchObject({ status: 'Unknown', reason: 'unknown' });
  });

  test('a NUL, an empty id and many at once harm nobody', async () => {
    const { id } = await add({ value: 'BEN-2' });
    const answers = await Promise.all([
      tap('\0'),
      tap(''),
      tap('nobody'),
      tap('', { type: 'NoAuthorization' }),
      ...Array.from({ length: 500 }, () => tap('ben-2')),
    ]);
    expect(answers.slice(0, 4).map(({ reason }) => reason)).toEqual(['unknown', 'unknown', 'unknown', 'noAuthorization']);
    expect(new Set(answers.slice(4).map(({ tokenId }) => tokenId))).toEqual(new Set([id]));
  });

  test('another tenant’s card is unknown', async () => {
    await add({ value: 'ANNA-1' });
    expect(await authorize({ db }, { tenantId: 2, idToken: 'ANNA-1', type: null, openAccess: false, at: now })).toMatchObject({
      status: 'Unknown',
      tokenId: null,
    });
  });
});

describe('cards', () => {
  test('one card is one row, in whatever spelling', async () => {
    await add({ value: '04A2B3C4' });
    await expect(add({ value: '04-a2-b3-c4' })).rejects.toMatchObject({ code: 'alreadyExists' });
  });

  test('an alias cannot take another card over', async () => {
    await add({ value: 'ANNA-1', aliases: ['A1'] });
    await expect(add({ value: 'BEN-2', aliases: ['anna-1'] })).rejects.toMatchObject({ code: 'alreadyExists', values: { id: 'ANNA-1' } });
    await expect(add({ value: 'BEN-2', aliases: ['a1'] })).rejects.toMatchObject({ code: 'alreadyExists', values: { id: 'A1' } });
    await expect(add({ value: 'a1' })).rejects.toMatchObject({ code: 'alreadyExists' });
    expect((await list()).items.map(({ value }) => value)).toEqual(['ANNA-1']);
  });

  test('pages and searches', async () => {
    for (const value of ['ONE', 'TWO', 'THREE_', 'FOUR%'])
      await add({ value, driverName: value === 'TWO' ? 'Anna Berg' : '', blocked: value === 'ONE' });
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ value }) => value)).toEqual(['FOUR%', 'THREE_', 'TWO', 'ONE']);
    expect(second.next).toBeNull();
    expect((await list({ search: 'berg' })).items.map(({ value }) => value)).toEqual(['TWO']);
    expect((await list({ search: '_' })).items.map(({ value }) => value)).toEqual(['THREE_']);
    expect((await list({ blocked: 'true' })).items.map(({ value }) => value)).toEqual(['ONE']);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'badCursor' });
  });

  test('a KeyCode is shown to nobody and found by nobody', async () => {
    const { id } = await add({ value: '4711', type: 'KeyCode' });
    expect(await handlers.getToken({ ...none, params: { tokenId: id } }, call)).toMatchObject({ value: '****' });
    expect((await list({ search: '4711' })).items).toEqual([]);
    await expect(add({ value: '4711', type: 'KeyCode' })).rejects.not.toThrow('4711');
    expect(await tap('4711', { type: 'KeyCode' })).toMatchObject({ status: 'Accepted' });
  });
});

describe('CSV', () => {
  test('an export imports as itself', async () => {
    await add({
      value: '04:A2:B3:C4',
      driverName: '=HYPERLINK("x")',
      note: 'says "hi";\nand goes',
      groupId: 'G',
      blocked: true,
      validFrom: '2026-01-01T00:00:00.000Z',
      aliases: ['A1', 'B 2'],
    });
    await add({ value: '+49 171', type: 'Central' });
    await add({ value: '4711', type: 'KeyCode' });
    const csv = await dump();
    expect(csv).toContain('4711');
    expect(await load(csv)).toEqual({ created: 0, updated: 3 });
    expect(await dump()).toBe(csv);
  });

  test('as German Excel writes it', async () => {
    expect(await load('\uFEFFValue;Driver;Blocked;valid_until;;\r\n04A2B3C4;Jürgen;WAHR;2026-12-31;;\r\n;;;;;\r\n')).toEqual({
      created: 1,
      updated: 0,
    });
    expect((await list()).items[0]).toMatchObject({
      value: '04A2B3C4',
      type: 'ISO14443',
      driverName: 'Jürgen',
      blocked: true,
      validUntil: '2026-12-31T00:00:00.000Z',
    });
  });

  test('columns that are not there stay as they were', async () => {
    await add({ value: '04A2B3C4', driverName: 'Anna', note: 'blue', aliases: ['A1'] });
    expect(await load('value,driver\n04-A2-B3-C4,Ben\nNEW,Eva')).toEqual({ created: 1, updated: 1 });
    expect((await list({ search: 'ben' })).items[0]).toMatchObject({ driverName: 'Ben', note: 'blue', aliases: ['A1'] });
    expect(await tap('a1')).toMatchObject({ status: 'Accepted' });
  });

  test.each([
    ['no value column', 'driver\nAnna', 1, 'value'],
    ['an unknown column', 'value,colour\nA,red', 1, 'colour'],
    ['an empty file', '', 1, 'empty'],
    ['a missing value', 'value,driver\nA,x\n,Anna', 3, 'missing'],
    ['a spreadsheet number', 'value\n"4,00E+12"', 2, 'spreadsheet'],
    ['the same card twice', 'value\n04A2B3C4\n04:a2:b3:c4', 3, 'line 2'],
    ['a word for blocked', 'value,blocked\nA,maybe', 2, 'maybe'],
    ['a day that is not', 'value,valid_from\nA,2026-02-31', 2, 'no such time'],
    ['a date as people write it', 'value,valid_from\nA,31.12.2026', 2, '31.12.2026'],
    ['an unknown type', 'value,type\nA,Card', 2, 'type'],
    ['too many cells', 'value\nA,B', 2, 'more cells'],
    ['an alias that names another card', 'value,aliases\nA,\nB,KNOWN', 3, 'KNOWN'],
    ['a broken quotation', 'value\n"A', 2, 'quotation'],
  ])('%s: nothing changes', async (...[, text, line, why]) => {
    await add({ value: 'KNOWN' });
    const before = await dump();
    await expect(load(text)).rejects.toMatchObject({ code: 'badCsv', values: { line, why: expect.stringContaining(why) } });
    expect(await dump()).toBe(before);
  });

  test('every wrong line is named at once', async () => {
    const refused = await load('value,blocked\nA,maybe\nB,yes\n,no\nb,no').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'badCsv', details: [{ path: 'line 2' }, { path: 'line 4' }, { path: 'line 5' }] });
    expect((await list({})).items).toEqual([]);
  });

  test('ten thousand cards at once', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `04${n.toString(16).padStart(12, '0')},Driver ${n}`);
    expect(await load(`value,driver\n${rows.join('\n')}`)).toEqual({ created: 10_000, updated: 0 });
    expect(await tap('04:00:00:00:00:27:0F')).toMatchObject({ status: 'Accepted' });
  });
});
