import { useTranslation } from 'react-i18next';
import type { ChargingLimits } from '../../../api.ts';
import { RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { clock } from '../../../format.ts';
import { useLocale } from '../../../locale.ts';
import { amountText } from './limit-words.ts';
import classes from './limits.module.css';

type Theirs = NonNullable<ChargingLimits['theirs']>;
type Difference = Theirs['differences'][number];

/** Does the station mean to do what its limits say? Where not, what is different. */
export function Agreement({ limits: { theirs } }: { limits: ChargingLimits }) {
  const { t } = useTranslation('limits');
  if (theirs === null) return <p className="sm-quiet">{t('limits:agreement.never')}</p>;
  return (
    <div>
      <p>
        <ToneBadge tone={theirs.agrees ? 'free' : 'wait'} shape={theirs.agrees ? 'check' : 'triangle'}>
          {t(theirs.agrees ? 'limits:agreement.same' : 'limits:agreement.other')}
        </ToneBadge>{' '}
        <span className="sm-quiet">
          {t('limits:asked')} <RelativeTime at={theirs.at} />
        </span>
      </p>
      {!theirs.agrees && (
        <ul className={classes.differences}>
          {theirs.differences.slice(0, 5).map((difference) => (
            <Differs key={`${difference.kind}/${difference.from}`} difference={difference} unit={theirs.unit} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Differs({ difference: { from, until, kind, ours, theirs }, unit }: { difference: Difference; unit: Theirs['unit'] }) {
  const { t } = useTranslation('limits');
  const locale = useLocale();
  const isAmount = kind === 'higher' || kind === 'lower' || kind === 'setpoint' || kind === 'dischargeLimit';
  const shown = (value: number | string | null): string => {
    if (value === null) return isAmount ? t('limits:unlimited') : '–';
    return isAmount && typeof value === 'number' ? amountText(value, unit, locale) : String(value);
  };
  return (
    <li>
      {t('limits:fromTo', { from: clock(Date.parse(from), locale), to: clock(Date.parse(until), locale) })}:{' '}
      {t(`limits:difference.${kind}`, { ours: shown(ours), theirs: shown(theirs) })}
    </li>
  );
}
