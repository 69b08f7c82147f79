import { routes } from '@stationmaster/contract';
import { fittingInstructions } from '@stationmaster/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiApp, startApiApp } from '../commands/test-app.ts';
import delivered from './makers.json' with { type: 'json' };

let app: ApiApp;
beforeAll(async () => {
  app = await startApiApp();
});
afterAll(() => app?.stop());

interface Item {
  id: number | null;
  name: string;
  vendor: string;
  model: string;
  steps: { en: string[]; de: string[] };
  own: boolean;
  key: string | null;
}
const path = '/connection-instructions';
const list = async (): Promise<Item[]> => (await app.api('GET', path)).body.items;
const best = async (vendor: string | null, model: string | null = null) => fittingInstructions(await list(), { vendor, model });

test('the delivered file: whole, in both languages, and each maker finds its own', async () => {
  expect(new Set(delivered.map(({ key }) => key)).size).toBe(delivered.length);
  for (const { key, name, vendor, steps } of delivered) {
    // The general ones alone have no name and are for everybody.
    expect([name === '', vendor === ''], key).toEqual([key === 'any', key === 'any']);
    expect(steps.en.length, key).toBeGreaterThan(0);
    expect(steps.de.length, key).toBe(steps.en.length);
    const named = { ...{ vendor, steps, model: '' }, name: name || 'General' };
    expect(routes.createConnectionInstruction.body.safeParse(named).success, key).toBe(true);
  }
  expect((await best('KEBA AG'))?.key).toBe('keba');
  expect((await best('go-e GmbH'))?.key).toBe('goe');
  expect((await best('ABB'))?.key).toBe('abb');
  expect((await best('Unheard of'))?.key).toBe('any');
  expect((await best(null))?.key).toBe('any');
});

test('one of your own for a maker and model, changed and removed; others see nothing of it; who did it is kept', async () => {
  const body = { name: 'Acme Duo', vendor: 'acme*', model: 'duo*', steps: { en: ['Open the lid.', 'Type in the address.'] } };
  const made = await app.api('POST', path, body);
  expect([made.status, made.body]).toMatchObject([201, { own: true, key: null, steps: { en: body.steps.en, de: [] } }]);
  expect((await best('ACME Inc', 'Duo 22'))?.name).toBe('Acme Duo');
  expect((await best('ACME Inc', 'Solo'))?.key).toBe('any');
  const changed = await app.api('PUT', `${path}/${made.body.id}`, { ...body, model: '', steps: { de: ['Deckel öffnen.'] } });
  expect(changed.body).toMatchObject({ model: '', steps: { en: [], de: ['Deckel öffnen.'] } });
  expect((await best('ACME Inc', 'Solo'))?.name).toBe('Acme Duo');
  expect((await app.api('GET', `/audit?subject=connection-instruction:${made.body.id}`)).body.items).toHaveLength(2);

  await app.query(`insert into tenant (id, slug, name) values (77, 'other', 'Other')`);
  await app.query('update connection_instruction set tenant_id = 77');
  expect((await best('ACME Inc'))?.key).toBe('any');
  expect((await app.api('DELETE', `${path}/${made.body.id}`)).status).toBe(404);
  expect((await app.api('PUT', `${path}/${made.body.id}`, body)).status).toBe(404);
  await app.query('update connection_instruction set tenant_id = 1');
  expect((await app.api('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
  expect((await best('ACME Inc'))?.key).toBe('any');
});

test('delivered ones are corrected: yours stand in their place, once, until they are removed', async () => {
  const body = { name: 'KEBA', vendor: 'keba*', steps: { en: ['Another way.'] }, replaces: 'keba' };
  const { body: mine } = await app.api('POST', path, body);
  expect((await list()).filter(({ key }) => key === 'keba')).toMatchObject([{ id: mine.id, own: true }]);
  expect((await app.api('POST', path, body)).body.error.code).toBe('alreadyExists');
  expect((await app.api('POST', path, { ...body, replaces: 'nobody' })).body.error.details[0].path).toBe('replaces');
  expect((await app.api('POST', path, { ...body, replaces: null, steps: {} })).status).toBe(400);
  await app.api('DELETE', `${path}/${mine.id}`);
  expect((await best('KEBA AG'))?.own).toBe(false);
});
