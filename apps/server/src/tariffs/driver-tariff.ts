import { toOcppTariff } from '@stationmaster/domain';
import type { ResponseOf } from '@stationmaster/ocpp';
import type { Context } from '../context.ts';
import { isOn } from '../stations/is-on.ts';
import type { Authorization } from '../stations/state.ts';
import type { Turn } from '../stations/step.ts';
import { nobody, tariffFor } from './book.ts';

type Told = Pick<ResponseOf<'ocpp2.1', 'Authorize'>, 'tariff'>;

/**
 * 2.1 I08: the tariff of a driver who has another than everybody at this station, with the answer to their card, for a station that
 * reckons costs itself. Empty where everybody's holds; where OCPP would change it (the driver would be shown another price than is
 * charged); where the station says that it takes no tariffs. `validFrom` has no place there: it holds now.
 */
export async function driverTariff(
  { db }: Pick<Context, 'db'>,
  { state, at }: Pick<Turn, 'state' | 'at'>,
  authorization: Authorization,
): Promise<Told> {
  const { version, tenantId, siteId, id: stationId } = state;
  const { payer, status } = authorization;
  if (version !== 'ocpp2.1' || status !== 'Accepted' || payer === undefined) return {};
  // Which EVSE it will be is not known yet.
  const place = { tenantId, siteId, stationId, evseId: 0 };
  const [own, everybodys] = await Promise.all([tariffFor(db, place, { payer, at }), tariffFor(db, place, { payer: nobody, at })]);
  if (own === null || own.versionId === everybodys?.versionId) return {};
  if ((await isOn({ db }, stationId, { component: 'TariffCostCtrlr', variable: 'Enabled', instance: 'Tariff' })) === false) return {};
  const { value, losses } = toOcppTariff(own, `${own.id}.${own.version}`);
  if (losses.some(({ kind }) => kind === 'changed')) return {};
  const { validFrom: _, ...tariff } = value;
  // The projection writes only words of the standard into its conditions.
  return { tariff: tariff as NonNullable<Told['tariff']> };
}
