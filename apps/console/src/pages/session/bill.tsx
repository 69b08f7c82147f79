import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cost } from '../../api.ts';
import { Money } from '../../components/quantity.tsx';
import { money } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import classes from './bill.module.css';
import { decimal, useLineText } from './line-text.ts';

type Line = Cost['lines'][number];
interface Props<L extends Line> {
  cost: Omit<Cost, 'lines'> & { lines: readonly L[] };
  /** It is still growing. */
  running?: boolean;
  /** What is said below a line. */
  origin?: (line: L) => ReactNode;
  /** The lines can be pointed at. */
  pointing?:
    | undefined
    | {
        lit: ReadonlySet<number>;
        isPinned: (index: number) => boolean;
        point: (index: number | null) => void;
        pin: (index: number) => void;
      };
}

/** The lines of a cost, its taxes, what was paid already, and the sum. */
export function Lines<L extends Line>({ cost, running = false, origin, pointing }: Props<L>) {
  const { t } = useTranslation('sessions');
  const { currency, payments } = cost;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('sessions:one.columnWhat')}</th>
          <th scope="col">{t('sessions:one.columnNet')}</th>
        </tr>
      </thead>
      <tbody>
        {cost.lines.map((line, index) => (
          <tr
            key={`${line.type}/${line.price}/${line.rule?.element}/${line.rule?.component}/${line.name}`}
            data-lit={pointing?.lit.has(index) || undefined}
            onPointerEnter={() => pointing?.point(index)}
            onPointerLeave={() => pointing?.point(null)}
          >
            <td>
              <LineName line={line} index={index} currency={currency} pointing={pointing} />
              {origin?.(line)}
            </td>
            <td>
              <Money amount={cents(line.net)} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {cost.taxes.length > 0 && <SumRow name={t('sessions:one.net')} amount={cost.net} currency={currency} />}
        {cost.taxes.map((tax) => (
          <TaxRow key={`${tax.name}/${tax.vat}`} tax={tax} currency={currency} />
        ))}
        <SumRow
          name={t(running ? 'sessions:one.totalSoFar' : 'sessions:one.total')}
          amount={cost.total}
          currency={currency}
          className={classes.total}
        />
        {payments.map(({ name, amount }) => (
          <SumRow key={name} name={t('bill:payments', { name })} amount={`-${amount}`} currency={currency} />
        ))}
        {payments.length > 0 && <SumRow name={t('bill:due')} amount={cost.due} currency={currency} className={classes.total} />}
      </tfoot>
    </table>
  );
}

function LineName<L extends Line>({
  line,
  index,
  currency,
  pointing,
}: Pick<Props<L>, 'pointing'> & { line: L; index: number; currency: string }) {
  const { t } = useTranslation('bill');
  const locale = useLocale();
  const text = useLineText(currency);
  const name = text.name(line);
  const rounded = line.type !== 'REDUCTION' && Number(line.added) > 0;
  return (
    <>
      {pointing ? (
        <button
          type="button"
          className={classes.name}
          aria-pressed={pointing.isPinned(index)}
          aria-label={t('bill:show', { name })}
          onFocus={() => pointing.point(index)}
          onBlur={() => pointing.point(null)}
          onClick={() => pointing.pin(index)}
        >
          {name}
        </button>
      ) : (
        name
      )}
      <span className={classes.quiet}>{line.rule === null ? text.tax(line) : `${text.how(line)} · ${text.tax(line)}`}</span>
      {rounded && (
        <span className={classes.quiet}>
          {t('bill:rounded', { quantity: decimal(line.added, locale), unit: t(`sessions:one.unit.${line.unit}`) })}
        </span>
      )}
    </>
  );
}

function SumRow({ name, amount, currency, className }: { name: string; amount: string; currency: string; className?: string | undefined }) {
  return (
    <tr className={className}>
      <td>{name}</td>
      <td>
        <Money amount={amount} currency={currency} />
      </td>
    </tr>
  );
}

function TaxRow({ tax, currency }: { tax: Cost['taxes'][number]; currency: string }) {
  const { t } = useTranslation('sessions');
  const locale = useLocale();
  const name = t('sessions:one.tax', { percent: decimal(tax.vat, locale, 3), net: money(tax.net, currency, locale) });
  return <SumRow name={name} amount={tax.tax} currency={currency} />;
}

/** A line is exact, perhaps to 12 digits; four after the point are enough to follow the sum. */
function cents(exact: string): string {
  const [units = '0', fraction = ''] = exact.split('.');
  return fraction.length <= 4 ? exact : (Math.round(Number(`${units}.${fraction}`) * 10_000) / 10_000).toFixed(4);
}
