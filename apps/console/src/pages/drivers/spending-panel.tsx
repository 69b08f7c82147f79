import { Progress, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Spending, SpendingLimit } from '../../api.ts';
import { Energy, Money } from '../../components/quantity.tsx';
import { energy, money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './drivers.module.css';

/** How far each limit is used now, and what was charged by month. */
export function SpendingPanel({ spending }: { spending: Spending | undefined }) {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  const month = (name: string) =>
    new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${name}-01`));
  return (
    <section className={`sm-panel ${classes.panel}`} aria-labelledby="spending">
      <h2 id="spending" style={{ margin: 0, fontSize: 16 }}>
        {t('drivers:spending.title')}
      </h2>
      {spending === undefined && <Skeleton height={32} />}
      {spending?.limits.map((one) => (
        <Used key={JSON.stringify(one.limit)} {...one} />
      ))}
      {spending?.limits.length === 0 && <span className="sm-quiet">{t('drivers:limits.none')}</span>}
      {spending?.months.length === 0 && <span className="sm-quiet">{t('drivers:spending.none')}</span>}
      <ul className={classes.list}>
        {spending?.months.map(({ month: name, currency, energyWh, total }) => (
          <li key={`${name} ${currency}`}>
            <span>{month(name)}</span>
            <span>
              <Energy wh={energyWh} />
              {currency !== null && (
                <>
                  {' · '}
                  <Money amount={total} currency={currency} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {spending !== undefined && spending.limits.length > 0 && <span className="sm-quiet">{t('drivers:spending.text')}</span>}
    </section>
  );
}

function Used({ limit, used }: Spending['limits'][number]) {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  const text = useLimitText();
  const most = limit.of === 'energy' ? limit.mostWh : Number(limit.most);
  const share = most === 0 ? 100 : Math.min(100, (Number(used) / most) * 100);
  const amount = limit.of === 'energy' ? energy(Number(used), locale) : money(used, limit.currency, locale);
  return (
    <div>
      <div className={classes.panelHead}>
        <span>{text(limit)}</span>
        <span className="sm-num sm-quiet">{t('drivers:limits.used', { amount })}</span>
      </div>
      <Progress value={share} color={share >= 100 ? 'red' : share >= 80 ? 'yellow' : 'pine'} mt={4} aria-label={text(limit)} />
    </div>
  );
}

/** "100 € a month". */
export function useLimitText(): (limit: SpendingLimit) => string {
  const { t } = useTranslation('drivers');
  const locale = useLocale();
  return (limit) =>
    t(`drivers:limits.text.${limit.per}`, {
      amount: limit.of === 'energy' ? energy(limit.mostWh, locale) : money(limit.most, limit.currency, locale),
    });
}
