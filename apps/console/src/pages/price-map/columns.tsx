import type { Answer, Routes } from '@stationmaster/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';

export type PlacePrice = Answer<Routes['listPlacePrices']>['items'][number];

/** `at`: the moment asked for, as the address bar has it. */
export function usePlaceColumns(at: string): Column<PlacePrice>[] {
  const { t } = useTranslation('price-map');
  const rates = useRates();
  const kind = (target: string): string => t(`bill:kind.${target}`);
  return [
    {
      key: 'station',
      header: t('price-map:column.station'),
      fixed: true,
      cell: ({ stationId, stationName, evseId }) => (
        <Link to="/price-map/$stationId" params={{ stationId } as never} search={{ evse: String(evseId), at } as never} className="sm-link">
          {stationName || stationId}
        </Link>
      ),
    },
    { key: 'plug', header: t('price-map:column.plug'), cell: ({ evseId }) => <span className="sm-num">{evseId}</span> },
    { key: 'site', header: t('price-map:column.site'), cell: ({ siteName }) => siteName ?? '–' },
    {
      key: 'price',
      header: t('price-map:column.price'),
      cell: ({ tariffName }) =>
        tariffName ?? (
          <ToneBadge tone="broken" shape="cross">
            {t('price-map:noPrice')}
          </ToneBadge>
        ),
    },
    { key: 'now', header: t('price-map:column.now'), cell: (row) => (row.tariffId === null ? '–' : rates(row)) },
    { key: 'why', header: t('price-map:column.why'), cell: ({ target }) => (target === null ? '–' : kind(target)) },
    {
      key: 'passedOver',
      header: t('price-map:column.passedOver'),
      cell: ({ passedOver }) =>
        passedOver.length === 0
          ? '–'
          : passedOver.map(({ tariffName, target, outcome }) => (
              <div key={`${target}/${tariffName}`} title={t(`bill:outcome.${outcome}`)}>
                {tariffName} <span className="sm-quiet">({kind(target)})</span>
              </div>
            )),
    },
  ];
}

/** `€0.49 per kWh, €0.50 per session` */
function useRates(): (row: PlacePrice) => string {
  const { t } = useTranslation('price-map');
  const locale = useLocale();
  return ({ now, currency }) =>
    now.length === 0
      ? t('price-map:nothingNow')
      : now.map(({ type, price }) => t(`price-map:rate.${type}`, { price: money(price, currency ?? 'EUR', locale) })).join(', ');
}
