import type { configurationRoutes } from '@stationmaster/contract';
import { isFor, rankOf, type StationFacts } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import { fail } from '../errors.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { entryView, type StoredEntry, storedEntries } from './entries.ts';
import { compareAnew, selectFacts } from './state-store.ts';
import {
  type Db,
  type Definition,
  findRevision,
  findTemplate,
  insertTemplate,
  nameTaken,
  selectTemplates,
  siteExists,
  type TemplateRow,
  updateTemplate,
} from './store.ts';

export type Body = Input<typeof configurationRoutes.createConfigurationTemplate>['body'];
export type TemplateView = Output<typeof configurationRoutes.getConfigurationTemplate>;
type Needs = Pick<Context, 'config'>;

/** A template as it is told; `stations` are all of the tenant. */
export function templateView(row: TemplateRow, stations: readonly StationFacts[]): TemplateView {
  const { id, name, vendor, model, siteId, stationId, identity, entries, revision, updatedAt, updatedBy } = row;
  const scope = { vendor, model, siteId, stationId };
  return {
    id,
    name,
    scope: { ...scope, stationId: identity },
    rank: rankOf(scope),
    revision,
    entries: entries.map(entryView),
    stations: stations.filter((station) => isFor(scope, station)).length,
    updatedAt: updatedAt.toISOString(),
    updatedBy,
  };
}

/** Failures: alreadyExists, notFound (site, station), badRequest. */
export async function createTemplate(context: Needs, call: Call, body: Body): Promise<TemplateView> {
  return await call.tx(async (db) => {
    if (await nameTaken(db, body.name, null)) throw fail('alreadyExists', { what: 'template', id: body.name });
    const definition = await definitionOf(context, db, { body, before: [] });
    const id = await insertTemplate(db, definition, edit(call, 'created'));
    call.subject(`configuration template:${id}`, auditOf(body));
    await compareAnew(db, call.tenantId, call.now);
    return await shown(db, call, id);
  });
}

export async function changeTemplate(context: Needs, call: Call, { id, body }: { id: number; body: Body }): Promise<TemplateView> {
  return await call.tx(async (db) => {
    const before = await existing(db, id);
    if (await nameTaken(db, body.name, id)) throw fail('alreadyExists', { what: 'template', id: body.name });
    const definition = await definitionOf(context, db, { body, before: before.entries });
    await updateTemplate(db, id, { definition, edit: edit(call, 'changed') });
    call.subject(`configuration template:${id}`, auditOf(body));
    await compareAnew(db, call.tenantId, call.now);
    return await shown(db, call, id);
  });
}

export async function removeTemplate(call: Call, id: number): Promise<void> {
  await call.tx(async (db) => {
    const { name, vendor, model, siteId, stationId, entries } = await existing(db, id);
    const definition = { name, vendor, model, siteId, stationId, entries };
    await updateTemplate(db, id, { definition, edit: edit(call, 'removed') });
    call.subject(`configuration template:${id}`, { name });
    await compareAnew(db, call.tenantId, call.now);
  });
}

/** Also one that was removed is there again. Failures: notFound, alreadyExists (another one has its name now). */
export async function restoreTemplate(call: Call, { id, revision }: { id: number; revision: number }): Promise<TemplateView> {
  return await call.tx(async (db) => {
    const row = await findTemplate(db, id);
    const old = await findRevision(db, id, revision);
    if (row === undefined || old === undefined) throw fail('notFound', { what: 'template', id });
    const { definition } = old;
    if (await nameTaken(db, definition.name, id)) throw fail('alreadyExists', { what: 'template', id: definition.name });
    if (definition.siteId !== null && !(await siteExists(db, definition.siteId)))
      throw fail('notFound', { what: 'site', id: definition.siteId });
    await updateTemplate(db, id, { definition, edit: edit(call, 'restored') });
    call.subject(`configuration template:${id}`, { name: definition.name, revision });
    await compareAnew(db, call.tenantId, call.now);
    return await shown(db, call, id);
  });
}

/** Failure notFound, also for one that was removed. */
export async function existing(db: Db, id: number): Promise<TemplateRow> {
  const row = await findTemplate(db, id);
  if (row === undefined || row.isRemoved) throw fail('notFound', { what: 'template', id });
  return row;
}

export async function shown(db: Db, { tenantId }: Call, id: number): Promise<TemplateView> {
  return templateView(await existing(db, id), await selectFacts(db, tenantId));
}

const edit = ({ tenantId, now, actor }: Call, change: string) => ({ tenantId, at: now, author: actor.name, change });

/** `before`: where secrets that are not given anew come from. */
async function definitionOf(
  { config }: Needs,
  db: Db,
  { body, before }: { body: Body; before: readonly StoredEntry[] },
): Promise<Definition> {
  const { vendor, model, siteId, stationId } = body.scope;
  if (siteId !== null && !(await siteExists(db, siteId))) throw fail('notFound', { what: 'site', id: siteId });
  return {
    name: body.name,
    vendor,
    model,
    siteId,
    stationId: stationId === null ? null : await stationRowId(db, stationId),
    entries: storedEntries(config, body.entries, before),
  };
}

function auditOf({ name, scope, entries }: Body): Record<string, unknown> {
  const settings = entries.map(({ component, variable }) => (component === '' ? variable : `${component}.${variable}`));
  return { name, scope, settings: settings.join(', ') };
}

/** Templates of an export: same name, same template; what is the same already stays as it is. */
export async function importTemplates(
  context: Needs,
  call: Call,
  templates: readonly Body[],
): Promise<{ created: number; changed: number; unchanged: number }> {
  return await call.tx(async (db) => {
    const done = { created: 0, changed: 0, unchanged: 0 };
    const known = new Map((await selectTemplates(db, { tenantId: call.tenantId })).map((row) => [row.name.toLowerCase(), row]));
    for (const body of templates) {
      const before = known.get(body.name.toLowerCase());
      const definition = await definitionOf(context, db, { body, before: before?.entries ?? [] });
      if (before === undefined) {
        const id = await insertTemplate(db, definition, edit(call, 'imported'));
        known.set(body.name.toLowerCase(), await existing(db, id));
        done.created += 1;
      } else if (isSame(before, definition)) done.unchanged += 1;
      else {
        await updateTemplate(db, before.id, { definition, edit: edit(call, 'imported') });
        done.changed += 1;
      }
    }
    call.subject('configuration templates', done);
    await compareAnew(db, call.tenantId, call.now);
    return done;
  });
}

function isSame(row: TemplateRow, definition: Definition): boolean {
  const text = ({ name, vendor, model, siteId, stationId, entries }: Definition) =>
    JSON.stringify([
      name,
      vendor,
      model,
      siteId,
      stationId,
      entries.map(({ component, instance, evseId, connectorId, variable, variableInstance, value, seal }) => [
        component,
        instance,
        evseId,
        connectorId,
        variable,
        variableInstance,
        value,
        seal,
      ]),
    ]);
  return text(row) === text(definition);
}
