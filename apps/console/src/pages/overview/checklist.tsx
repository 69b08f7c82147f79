import { Button } from '@mantine/core';
import { StatusShape } from '@stationmaster/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { stationAddress } from '../../station-address.ts';
import classes from './overview.module.css';
import { WaitingInLobby } from './waiting-in-lobby.tsx';

const steps = ['site', 'tariff', 'station', 'token', 'session', 'priced'] as const;
type Step = (typeof steps)[number];
const targets = {
  site: '/sites',
  tariff: '/prices/new',
  station: '/stations',
  token: '/cards',
  session: '/sessions',
  priced: '/sessions',
} as const;

/** From an empty install to the first priced session. Each step ticks itself off when it has happened. */
export function Checklist({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const next = steps.find((step) => !overview.checklist[step]);
  return (
    <ol className={`sm-panel ${classes.steps}`}>
      {steps.map((step, index) => {
        const done = overview.checklist[step];
        return (
          <li key={step} className={classes.step} data-done={done || undefined} aria-current={step === next ? 'step' : undefined}>
            <span className={classes.stepMark} aria-hidden>
              {done ? <StatusShape shape="check" size={15} /> : index + 1}
            </span>
            <div className={classes.stepBody}>
              <h2 className={classes.stepTitle}>
                {t(`overview:step.${step}`)}
                {done && <span className={classes.done}>{t('overview:stepDone')}</span>}
              </h2>
              {!done && <p className={classes.stepText}>{t(`overview:stepText.${step}`)}</p>}
              {step === next && <StepAction step={step} overview={overview} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function StepAction({ step, overview }: { step: Step; overview: Overview }): ReactNode {
  const { t } = useTranslation('overview');
  if (step === 'session' || step === 'priced')
    return (
      <p className={classes.watching} role="status">
        {t('overview:watching')}
      </p>
    );
  const button = (
    <Button component={Link} to={targets[step]} search={{ add: '1' } as never} variant={step === 'station' ? 'default' : 'filled'}>
      {t(`overview:stepAction.${step}`)}
    </Button>
  );
  if (step !== 'station') return button;
  return (
    <div className={classes.stationStep}>
      <CopyField label={t('overview:ocppAddress')} value={stationAddress(overview.ocppUrl, '')} />
      <p className={classes.stepText}>{t('overview:ocppHint')}</p>
      <WaitingInLobby />
      {button}
    </div>
  );
}
