import type { configurationRoutes } from '@stationmaster/contract';
import { changesOf } from '@stationmaster/domain';
import type { Context } from '../context.ts';
import type { Call, Input, Output } from '../http/handler.ts';
import { stationRowId } from '../stations/row-id.ts';
import { changeOf } from './change-of.ts';
import { type CheckContext, checkStation } from './check.ts';
import { compareStations } from './compare.ts';
import { targetsOf } from './rollout.ts';
import { type StandingRow, selectStandings } from './state-store.ts';
import { type Db, selectTemplates } from './store.ts';

type Standing = Output<typeof configurationRoutes.listConfigurationStations>['items'][number];
type Whole = Output<typeof configurationRoutes.getStationConfiguration>;

export function standingView({ gateway }: Pick<Context, 'gateway'>, row: StandingRow): Standing {
  const { id, identity, name, state, drifted, checkedAt, askedAt } = row;
  return {
    stationId: identity,
    stationName: name,
    connected: gateway.peek(id) !== undefined,
    state: state ?? 'unknown',
    drifted: drifted ?? 0,
    checkedAt: checkedAt?.toISOString() ?? null,
    askedAt: askedAt?.toISOString() ?? null,
  };
}

/** A station's settings beside what they should be, by what it last told. Failure notFound. */
export function stationConfiguration(context: Pick<Context, 'gateway'>, call: Call, identity: string): Promise<Whole> {
  return call.tx(async (db) => wholeOf(context, db, { tenantId: call.tenantId, id: await stationRowId(db, identity) }));
}

/** The same after asking the station. Failure notFound. */
export async function checkNow(context: CheckContext, call: Call, identity: string): Promise<Whole> {
  const id = await call.tx(async (db) => {
    call.subject(identity);
    return await stationRowId(db, identity);
  });
  await checkStation(context, id);
  return await stationConfiguration(context, call, identity);
}

async function wholeOf(context: Pick<Context, 'gateway'>, db: Db, { tenantId, id }: { tenantId: number; id: number }): Promise<Whole> {
  const stations = await selectStandings(db, [id]);
  const templates = await selectTemplates(db, { tenantId });
  const names = new Map(templates.map((template) => [template.id, template.name]));
  const [station] = stations;
  if (station === undefined) throw new Error('the station was there');
  const compared = (await compareStations(db, templates, stations)).get(id) ?? [];
  return {
    ...standingView(context, station),
    settings: compared.map(({ value, key: _, seal: __, sealed: ___, overrides, ...rest }) => ({
      ...rest,
      wanted: value,
      templateName: names.get(rest.templateId) ?? '',
      overrides: overrides.map((other) => names.get(other) ?? ''),
    })),
  };
}

const shownStations = 500;

/** What a roll-out would write, by what the stations last told. */
export async function previewChanges(
  context: Pick<Context, 'gateway'>,
  call: Call,
  { filter }: Input<typeof configurationRoutes.previewConfiguration>['body'],
): Promise<Output<typeof configurationRoutes.previewConfiguration>> {
  return await call.tx(async (db) => {
    const stations = await selectStandings(
      db,
      (await targetsOf(context, db, filter)).map(({ id }) => id),
    );
    const templates = await selectTemplates(db, { tenantId: call.tenantId });
    const compared = await compareStations(db, templates, stations);
    const changes = stations.map((station) => ({ station, entries: changesOf(compared.get(station.id) ?? []) }));
    const changed = changes.filter(({ entries }) => entries.length > 0);
    const impossible = [...compared.values()].flat().filter(({ state }) => state === 'missing' || state === 'readOnly');
    return {
      stations: stations.length,
      unchanged: stations.length - changed.length,
      impossible: impossible.length,
      items: changed.slice(0, shownStations).map(({ station, entries }) => ({
        stationId: station.identity,
        stationName: station.name,
        connected: context.gateway.peek(station.id) !== undefined,
        changes: entries.map(changeOf),
      })),
    };
  });
}
