import { useTranslation } from 'react-i18next';
import type { ChargingLimits } from '../../../api.ts';
import { useLocale } from '../../../locale.ts';
import { amountText } from './limit-words.ts';
import classes from './limits.module.css';

/** What may be taken at this moment, and by whose word. */
export function NowText({ limits }: { limits: ChargingLimits }) {
  const { t } = useTranslation('limits');
  const locale = useLocale();
  const [now] = limits.ours;
  if (now === undefined || now.limit === null) return <p className={classes.big}>{t('limits:nowFree')}</p>;
  const ids = now.profileIds.filter((id) => id > 0);
  return (
    <>
      <p className={classes.big}>{t('limits:now', { amount: amountText(now.limit, limits.unit, locale) })}</p>
      <p className="sm-quiet">{ids.length === 0 ? t('limits:byHardware') : t('limits:because', { ids: ids.join(', ') })}</p>
    </>
  );
}
