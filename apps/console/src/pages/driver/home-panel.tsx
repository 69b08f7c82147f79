import { Button, Skeleton, Text } from '@mantine/core';
import { IconHome } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type HomeCharger } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import classes from '../drivers/drivers.module.css';

const HomeForm = lazily(async () => (await import('./home-form.tsx')).HomeForm);

/** Stations at the driver's home, and what a kWh there is reimbursed with. */
export function HomePanel({ driverId }: { driverId: number }) {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const [adding, setAdding] = useState(false);
  const { data } = useQuery({ queryKey: keys.homes(driverId), queryFn: () => api.listHomeChargers({ params: { driverId } }) });
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="home">
      <div className={classes.panelHead}>
        <h2 id="home" style={{ margin: 0, fontSize: 16 }}>
          {t('drivers:home.title')}
        </h2>
        {operator && (
          <Button variant="default" size="xs" leftSection={<IconHome size={15} aria-hidden />} onClick={() => setAdding(true)}>
            {t('drivers:home.add')}
          </Button>
        )}
      </div>
      {data === undefined && <Skeleton height={32} />}
      {data?.items.length === 0 && <span className="sm-quiet">{t('drivers:home.noneHere')}</span>}
      <ul className={classes.list}>
        {data?.items.map((home) => (
          <Rate key={home.id} home={home} />
        ))}
      </ul>
      {adding && <HomeForm driverId={driverId} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Rate({ home }: { home: HomeCharger }) {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  const day = (text: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(text));
  const from = day(home.validFrom);
  return (
    <li>
      <span>
        <Link to="/stations/$stationId" params={{ stationId: home.stationId }} className="sm-link">
          {home.stationId}
        </Link>{' '}
        <Text component="span" className="sm-quiet" fz="sm">
          {home.validUntil === null ? t('drivers:home.since', { from }) : t('drivers:home.span', { from, until: day(home.validUntil) })}
          {home.counts === 'all' && ` · ${t('drivers:home.countsAll')}`}
        </Text>
      </span>
      <span className="sm-num">{t('drivers:home.rate', { amount: money(home.perKwh, home.currency, locale) })}</span>
    </li>
  );
}
