import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SessionToCheck } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { Duration, Energy, Money, RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { useChangeText } from '../../signed/change-text.ts';
import { Findings } from '../../signed/findings.tsx';
import { useRepair } from '../../signed/use-repair.ts';
import classes from './checks.module.css';

const RepairDialog = lazily(async () => (await import('../../signed/repair-dialog.tsx')).RepairDialog);

/** One session: where and who, what was found, what we would do, and the buttons to do it. */
export function WorkItem({ item }: { item: SessionToCheck }) {
  const { t } = useTranslation('checks');
  const operator = useMay('operator');
  const [editing, edit] = useDisclosure(false);
  const repair = useRepair(item.sessionId);
  const changeText = useChangeText(item.timeZone);
  const { suggestion } = item;
  const who = item.driverName ?? item.idToken ?? t('checks:noCard');
  const suggested = suggestion === null ? null : changeText(suggestion);
  return (
    <li className={`sm-panel ${classes.item}`} aria-label={t('checks:item', { id: item.sessionId, station: item.stationId })}>
      <div className={classes.head}>
        <div className={classes.what}>
          <Link to="/sessions/$sessionId" params={{ sessionId: String(item.sessionId) } as never} className={classes.title}>
            {t('checks:at', { who, station: item.stationName || item.stationId, plug: item.evseId })}
          </Link>
          <div className="sm-quiet">
            {item.endedAt && <RelativeTime at={item.endedAt} siteZone={item.timeZone} />} ·{' '}
            <Duration from={item.startedAt} to={item.endedAt} />
            {item.siteName && ` · ${item.siteName}`}
          </div>
        </div>
        <div className={classes.figures}>
          <strong>
            <Energy wh={item.energyWh} />
          </strong>
          <span>{item.total !== null && item.currency !== null ? <Money amount={item.total} currency={item.currency} /> : '–'}</span>
        </div>
      </div>
      <Findings findings={item.findings} />
      {item.decidedBy !== null && <p className={classes.decided}>{t('checks:decidedBy', { name: item.decidedBy })}</p>}
      {operator && item.outcome === 'hold' && (
        <div className={classes.actions}>
          {suggested !== null && suggestion !== null && (
            <Button
              size="compact-md"
              loading={repair.isPending}
              onClick={() => repair.mutate({ reason: t('checks:asSuggested', { what: suggested }), change: suggestion })}
            >
              {suggested}
            </Button>
          )}
          <Button size="compact-md" variant="default" onClick={edit.open}>
            {t('checks:setRight')}
          </Button>
        </div>
      )}
      {repair.error && <p role="alert">{repair.error.message}</p>}
      {editing && <RepairDialog check={item} session={item} onClose={edit.close} />}
    </li>
  );
}
