import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { asking } from './test-ask.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.drop());
const ask = asking(() => app);
const made = async (path: string, body: unknown): Promise<number> => (await ask('POST', path, body)).body.id;

describe('import', () => {
  const header = 'reference,name,company,cost_centre,groups,cards';
  test('brings drivers with cards, groups and companies; the same file again and an export change nothing', async () => {
    await made('/driver-groups', { name: 'House A', kind: 'tenants' });
    const file = `${header}\nT1,Tom,Hausbau,Block 1,House A,04:11:22:33:44:55:66|T-77\nT2,Tina,Hausbau,,,`;
    expect((await ask('POST', '/drivers/import', file)).body).toEqual({ created: 2, updated: 0, cards: 2 });
    expect((await ask('POST', '/drivers/import', file)).body).toEqual({ created: 0, updated: 2, cards: 0 });
    expect((await ask('GET', '/drivers?search=hausbau')).body.items).toMatchObject([
      { name: 'Tina', company: { name: 'Hausbau' }, costCentre: null, groups: [], cards: 0 },
      { name: 'Tom', costCentre: { name: 'Block 1' }, groups: [{ name: 'House A' }], cards: 2 },
    ]);
    const before = (await ask('GET', '/drivers.csv')).body as string;
    expect((await ask('POST', '/drivers/import', before)).body).toMatchObject({ created: 0, cards: 0 });
    expect((await ask('GET', '/drivers.csv')).body).toBe(before);
    expect((await ask('POST', '/drivers/import', 'reference,note\nT1,moved')).body).toEqual({ created: 0, updated: 1, cards: 0 });
    expect((await ask('GET', '/drivers?search=T1')).body.items).toMatchObject([
      { name: 'Tom', note: 'moved', groups: [{ name: 'House A' }] },
    ]);
  });

  test('tells every line that is wrong, and changes nothing', async () => {
    const before = (await ask('GET', '/drivers.csv')).body;
    const lines = [
      'T1,Tom,,,,T-77',
      'N1,New,,,Nowhere,',
      'N2,New,,Block 1,,',
      ',Blank,,,,',
      'N3,,,,,',
      'N4,New,,,,T-77',
      'N5,New,Fresh,,,',
    ];
    const answer = await ask('POST', '/drivers/import', `${header}\n${lines.join('\n')}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'badCsv' } } });
    expect(answer.body.error.details.map(({ path, message, code }: Record<string, string>) => [path, message?.slice(0, 28), code])).toEqual(
      [
        ['line 3', 'there is no group Nowhere; m', 'noGroup'],
        ['line 4', 'a cost centre needs its comp', 'centreWithoutCompany'],
        ['line 5', 'reference is missing', 'missing'],
        ['line 6', 'name is missing', 'missing'],
        ['line 7', 'the card T-77 is in line 2 a', 'cardTwice'],
      ],
    );
    expect((await ask('POST', '/drivers/import', `${header}\nN6,New,,,,T-77`)).body.error.details).toEqual([
      { path: 'line 2', message: "the card T-77 is another driver's", code: 'cardTaken', value: 'T-77' },
    ]);
    expect((await ask('POST', '/drivers/import', 'name\nX')).body.error.details[0].message).toContain('reference');
    expect((await ask('POST', '/drivers/import', 'reference,colour\nX,red')).body.error.details[0].message).toContain('colour');
    expect((await ask('GET', '/drivers.csv')).body).toBe(before);
    expect((await ask('GET', '/companies')).body.items.map(({ name }: { name: string }) => name)).not.toContain('Fresh');
  });

  test('five thousand drivers with a card each', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, n) => `M${n},Driver ${n},Many,Centre ${n % 7},House A,05${n.toString(16).padStart(12, '0')}`,
    );
    expect((await ask('POST', '/drivers/import', `${header}\n${rows.join('\n')}`)).body).toEqual({
      created: 5000,
      updated: 0,
      cards: 5000,
    });
  });
});
