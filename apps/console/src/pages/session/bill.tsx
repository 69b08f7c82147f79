import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Cost, Session } from '../../api.ts';
import { Money } from '../../components/quantity.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './session.module.css';

/** What it cost, and what each line comes from. */
export function Bill({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="bill">
      <h2 className={classes.heading} id="bill">
        {t('sessions:one.bill')}
      </h2>
      {session.cost && <Lines cost={session.cost} running={session.status === 'active'} />}
      {!session.cost && (
        <p className={`sm-quiet ${classes.note}`}>{t(session.tariffName ? 'sessions:one.notPriced' : 'sessions:one.notCharged')}</p>
      )}
      {session.tariffName && (
        <p className={`sm-quiet ${classes.note}`}>
          {t('sessions:one.frozen', { name: session.tariffName })} {t('sessions:one.billing')}
        </p>
      )}
      {!session.tariffName && !session.cost && (
        <Anchor component={Link} to="/sites" fz={14}>
          {t('sessions:one.givePrice')}
        </Anchor>
      )}
    </section>
  );
}

export function Lines({ cost, running = false }: { cost: Cost; running?: boolean }) {
  const { t } = useTranslation('sessions');
  return (
    <table className={classes.bill}>
      <thead>
        <tr>
          <th scope="col">{t('sessions:one.columnWhat')}</th>
          <th scope="col">{t('sessions:one.columnNet')}</th>
        </tr>
      </thead>
      <tbody>
        {cost.lines.map((line) => (
          <LineRow key={`${line.type}/${line.price}`} line={line} currency={cost.currency} />
        ))}
      </tbody>
      <tfoot>
        {cost.taxes.length > 0 && (
          <tr>
            <td>{t('sessions:one.net')}</td>
            <td>
              <Money amount={cost.net} currency={cost.currency} />
            </td>
          </tr>
        )}
        {cost.taxes.map((tax) => (
          <TaxRow key={tax.vat} tax={tax} currency={cost.currency} />
        ))}
        <tr className={classes.total}>
          <td>{t(running ? 'sessions:one.totalSoFar' : 'sessions:one.total')}</td>
          <td>
            <Money amount={cost.total} currency={cost.currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function LineRow({ line, currency }: { line: Cost['lines'][number]; currency: string }) {
  const { t } = useTranslation('sessions');
  const locale = useLocale();
  const price = `${money(line.price, currency, locale)} ${t(`sessions:one.per.${line.unit}`)}`;
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(line.quantity as `${number}`);
  const how = line.unit === 'session' ? price : t('sessions:one.times', { quantity, unit: t(`sessions:one.unit.${line.unit}`), price });
  const tax = line.vat === null ? t('sessions:one.noTax') : t('sessions:one.taxRate', { percent: percent(line.vat, locale) });
  return (
    <tr>
      <td>
        {t(`sessions:one.line.${line.type}`)}
        <span className={`sm-num ${classes.how}`} style={{ whiteSpace: 'normal' }}>
          {how} · {tax}
        </span>
      </td>
      <td>
        <Money amount={cents(line.net)} currency={currency} />
      </td>
    </tr>
  );
}

function TaxRow({ tax, currency }: { tax: Cost['taxes'][number]; currency: string }) {
  const { t } = useTranslation('sessions');
  const locale = useLocale();
  return (
    <tr>
      <td>{t('sessions:one.tax', { percent: percent(tax.vat, locale), net: money(tax.net, currency, locale) })}</td>
      <td>
        <Money amount={tax.tax} currency={currency} />
      </td>
    </tr>
  );
}

function percent(text: string, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(text as `${number}`);
}

/** A line is exact, perhaps to 12 digits; four after the point are enough to follow the sum. */
function cents(exact: string): string {
  const [units = '0', fraction = ''] = exact.split('.');
  return fraction.length <= 4 ? exact : (Math.round(Number(`${units}.${fraction}`) * 10_000) / 10_000).toFixed(4);
}
