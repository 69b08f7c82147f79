import { StatusShape } from '@stationmaster/ui';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api.ts';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useUrlState } from '../../url.ts';
import classes from './campaign.module.css';
import { updateLooks, updateOrder } from './looks.tsx';
import { UpdateBar } from './update-bar.tsx';

/** How far it is, wave by wave; pressing a state shows only its stations. */
export function ProgressPanel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('firmware');
  const [url, setUrl] = useUrlState('state');
  const { byState, total, reason, waves, wave, plan, state } = campaign;
  const parts = updateOrder.flatMap((name) => ((byState[name] ?? 0) > 0 ? [{ name, count: byState[name] ?? 0 }] : []));
  return (
    <section className={`sm-panel ${classes.panel}`} aria-label={t('firmware:column.progress')}>
      {reason !== null && (
        <div className={classes.why} role="alert">
          <StatusShape shape="triangle" size={18} />
          <span>
            {t(`firmware:stop.${reason}`)} {t(`firmware:stopThen.${state}`, { defaultValue: '' })}
          </span>
        </div>
      )}
      <p className={`sm-num ${classes.sum}`} role="status" style={{ whiteSpace: 'normal' }}>
        {t('firmware:doneOf', { done: byState.done ?? 0, count: total })}
      </p>
      <UpdateBar byState={byState} total={total} size={14} />
      <ul className={classes.waves}>
        {waves.map((one) => (
          <li key={one.wave} className={classes.wave} data-now={one.wave === wave && state === 'running'}>
            <span>
              {one.wave === 0 && plan.canary > 0
                ? t('firmware:wave.first')
                : t('firmware:wave.one', { number: one.wave + (plan.canary > 0 ? 0 : 1) })}
            </span>
            <UpdateBar byState={one.byState} total={one.total} size={7} />
            <span className="sm-num">{t('firmware:wave.count', { done: one.byState.done ?? 0, total: one.total })}</span>
          </li>
        ))}
      </ul>
      <div className={classes.states}>
        {parts.map(({ name, count }) => {
          const chosen = url.state === name;
          return (
            <button
              key={name}
              type="button"
              className={classes.state}
              aria-pressed={chosen}
              aria-label={t('firmware:only', { state: t(`firmware:update.${name}`), count })}
              onClick={() => setUrl({ state: chosen ? '' : name })}
            >
              <ToneBadge tone={updateLooks[name].tone} shape={updateLooks[name].shape}>
                {t(`firmware:update.${name}`)}
              </ToneBadge>
              <span className="sm-num">{count}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
