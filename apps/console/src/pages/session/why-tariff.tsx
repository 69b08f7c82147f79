import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './bill.module.css';
import type { FullBill } from './stretches.ts';

/** The version that was fixed at the start, and what it was chosen from. */
export function WhyTariff({ bill: { tariff, attached } }: { bill: Pick<FullBill, 'tariff' | 'attached'> }) {
  const { t } = useTranslation('bill');
  const isGone = tariff !== null && attached.every(({ outcome }) => outcome !== 'used');
  return (
    <div style={{ marginTop: 14, fontSize: 14 }}>
      {tariff && (
        <div>
          <Link to="/prices/$tariffId" params={{ tariffId: String(tariff.id) }} search={{ tab: 'versions' } as never} className="sm-link">
            {t('bill:version', { name: tariff.name, version: tariff.version })}
          </Link>
          <span className={classes.quiet}>{t('bill:frozen')}</span>
        </div>
      )}
      <details style={{ marginTop: 10 }}>
        <summary style={{ cursor: 'pointer' }}>{t('bill:why')}</summary>
        <p className={classes.quiet} style={{ margin: '6px 0 0' }}>
          {t('bill:whyText')}
        </p>
        <AttachedTariffs attached={attached} />
        {isGone && <p className={classes.quiet}>{t('bill:whyGone')}</p>}
      </details>
    </div>
  );
}

/** Everything attached, in order; the one that counts stands out. */
export function AttachedTariffs({ attached }: Pick<FullBill, 'attached'>) {
  const { t } = useTranslation('bill');
  if (attached.length === 0) return <p className={classes.quiet}>{t('bill:whyNothing')}</p>;
  return (
    <ol className={classes.why}>
      {attached.map(({ assignmentId, target, targetName, evseId, tariffName, outcome }) => (
        <li key={assignmentId} data-used={outcome === 'used' || undefined}>
          <span>
            {t(`bill:target.${target}`, { name: targetName, evse: evseId })}: {tariffName}
            <span className={classes.quiet}>{t(`bill:outcome.${outcome}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
