import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { whole } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { keys } from '../../queries.ts';
import { placeQuery } from './place-query.ts';
import classes from './price-map.module.css';

interface Filters {
  search: string;
  siteId: string;
  tariffId: string;
  unpriced: string;
  at: string;
}

/** At how many plugs which price holds, each a filter; places without one are said aloud. */
export function Summary({ filters, onChange }: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation('price-map');
  const locale = useLocale();
  const query = placeQuery({ ...filters, tariffId: '', unpriced: '' });
  const { data } = useQuery({
    queryKey: keys.placePriceSum(query),
    queryFn: () => api.sumPlacePrices({ query }),
    placeholderData: keepPreviousData,
  });
  if (data === undefined || data.evses === 0) return null;
  return (
    <>
      {data.unpriced > 0 && (
        <div className={classes.warning} role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <div>
            <strong>{t('price-map:hole', { count: data.unpriced })}</strong> {t('price-map:holeText')}
          </div>
          {filters.unpriced !== 'true' && (
            <Button size="compact-md" variant="default" onClick={() => onChange({ unpriced: 'true', tariffId: '' })}>
              {t('price-map:showHoles')}
            </Button>
          )}
        </div>
      )}
      <ul className={classes.sums}>
        {data.tariffs.map(({ tariffId, tariffName, evses }) => (
          <li key={tariffId}>
            <button
              type="button"
              className={classes.sum}
              aria-pressed={filters.tariffId === String(tariffId)}
              onClick={() => onChange({ unpriced: '', tariffId: filters.tariffId === String(tariffId) ? '' : String(tariffId) })}
            >
              <span>{tariffName}</span>
              <span className="sm-num sm-quiet">{t('price-map:sum', { count: evses, plugs: whole(evses, locale) })}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
