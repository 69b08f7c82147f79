import { Button } from '@mantine/core';
import { StatusShape } from '@stationmaster/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Energy } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { exact } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { type Seen, seen, summary } from '../../signed/check.ts';
import type { LinkedRecord } from '../../signed/link.ts';
import { verdictLook } from '../../signed/look.ts';
import classes from './verify.module.css';

const looks = {
  good: { tone: 'free', shape: 'check' },
  flagged: { tone: 'wait', shape: 'flag' },
  bad: { tone: 'broken', shape: 'cross' },
  unknown: { tone: 'away', shape: 'question' },
} as const;

/** One sentence, the figures, then each value with what it rests on. */
export function Result({ records, onAgain }: { records: readonly LinkedRecord[]; onAgain: () => void }) {
  const { t } = useTranslation('verify');
  const locale = useLocale();
  const all = useMemo(() => records.map(seen), [records]);
  const { outcome, energyWh, begin, end } = useMemo(() => summary(all), [all]);
  const look = looks[outcome];
  const time = (at: number | null | undefined) => (at == null ? '–' : exact(at, locale));
  return (
    <div aria-live="polite">
      <div className={classes.verdict} data-tone={look.tone} role="status">
        <StatusShape shape={look.shape} size={26} />
        <div>
          <strong>{t(`verify:outcome.${outcome}.title`)}</strong>
          <p>{t(`verify:outcome.${outcome}.text`)}</p>
        </div>
      </div>
      {outcome === 'good' && (
        <dl className={classes.facts}>
          <dt>{t('verify:energy')}</dt>
          <dd className={classes.large}>{energyWh === null ? t('verify:oneEnd') : <Energy wh={energyWh} />}</dd>
          <dt>{t('verify:began')}</dt>
          <dd>{time(begin?.reading.at)}</dd>
          <dt>{t('verify:ended')}</dt>
          <dd>{time(end?.reading.at)}</dd>
        </dl>
      )}
      <h2 className={classes.heading}>{t('verify:each', { count: all.length })}</h2>
      <ol className={classes.list}>
        {all.map((one) => (
          <Value key={`${one.context}/${one.text}`} one={one} />
        ))}
      </ol>
      <p className={classes.note}>{t('verify:keyNote')}</p>
      <p className={classes.note}>{t('verify:privacy')}</p>
      <Button variant="default" onClick={onAgain}>
        {t('verify:another')}
      </Button>
    </div>
  );
}

function Value({ one }: { one: Seen }) {
  const { t } = useTranslation('verify');
  const { verdict, ocmf, format, curve, publicKey, text } = one;
  const readings = ocmf?.readings ?? [];
  return (
    <li className={classes.value}>
      <div className={classes.head}>
        <ToneBadge {...verdictLook[verdict]}>{t(`verify:verdict.${verdict}`)}</ToneBadge>
        {ocmf?.page && <span className="sm-quiet">{t('verify:page', { page: ocmf.page.number })}</span>}
      </div>
      {readings.length > 0 && (
        <ul className={classes.readings}>
          {readings.map((reading) => (
            <li key={`${reading.time}/${reading.obis}/${reading.kind}`}>
              <span>{t(`verify:kind.${reading.kind ?? 'none'}`, { defaultValue: reading.kind ?? '' })}</span>
              <strong className="sm-num">
                {reading.value} {reading.unit}
              </strong>
              <span className={classes.time}>{reading.time}</span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t('verify:more')}</summary>
        <dl className={classes.facts}>
          <dt>{t('verify:meter')}</dt>
          <dd>{ocmf ? [ocmf.meterVendor, ocmf.meterModel, ocmf.meterSerial || ocmf.gatewaySerial].filter(Boolean).join(' ') : '–'}</dd>
          <dt>{t('verify:card')}</dt>
          <dd>{ocmf?.identification.id || '–'}</dd>
          <dt>{t('verify:format')}</dt>
          <dd>{[format, curve].filter(Boolean).join(' · ')}</dd>
          <dt>{t('verify:keyName')}</dt>
          <dd className={classes.raw}>{publicKey || '–'}</dd>
          <dt>{t('verify:raw')}</dt>
          <dd className={classes.raw}>{text}</dd>
        </dl>
      </details>
    </li>
  );
}
