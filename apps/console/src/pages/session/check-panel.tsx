import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type FullCheck, type Session } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useChangeText } from '../../signed/change-text.ts';
import { Findings } from '../../signed/findings.tsx';
import { useReverse } from '../../signed/use-repair.ts';
import classes from './session.module.css';

const RepairDialog = lazily(async () => (await import('../../signed/repair-dialog.tsx')).RepairDialog);
const looks = {
  bill: { tone: 'free', shape: 'check' },
  hold: { tone: 'wait', shape: 'flag' },
  drop: { tone: 'away', shape: 'cross' },
} as const;

/** Will it be billed, what speaks against it, and what did people do about it? */
export function CheckPanel({ session }: { session: Session }) {
  const { t } = useTranslation('checks');
  const operator = useMay('operator');
  const [editing, edit] = useDisclosure(false);
  const { data: check, error } = useQuery({
    queryKey: keys.check(session.id),
    queryFn: () => api.getSessionCheck({ params: { sessionId: session.id } }),
  });
  if (error) return <ErrorNote error={error} />;
  if (!check) return null;
  return (
    <section className={`sm-panel ${classes.box}`} aria-labelledby="check">
      <h2 className={classes.heading} id="check">
        {t('checks:panel.title')}
      </h2>
      <div style={{ display: 'grid', gap: 12 }}>
        {check.outcome === null ? (
          <span className="sm-quiet">{t('checks:panel.notYet')}</span>
        ) : (
          <div>
            <ToneBadge {...looks[check.outcome]}>{t(`checks:panel.outcome.${check.outcome}`)}</ToneBadge>{' '}
            <span className="sm-quiet">{check.decidedBy !== null && t('checks:decidedBy', { name: check.decidedBy })}</span>
          </div>
        )}
        {check.outcome !== null && check.findings.length === 0 && <span className="sm-quiet">{t('checks:panel.fine')}</span>}
        <Findings findings={check.findings} />
        <History check={check} zone={session.timeZone} mayReverse={operator} />
        {operator && (
          <div>
            <Button size="compact-md" variant="default" onClick={edit.open}>
              {t('checks:panel.decide')}
            </Button>
          </div>
        )}
      </div>
      {editing && <RepairDialog check={check} session={session} onClose={edit.close} />}
    </section>
  );
}

function History({ check, zone, mayReverse }: { check: FullCheck; zone: string | null; mayReverse: boolean }) {
  const { t } = useTranslation('checks');
  const changeText = useChangeText(zone);
  const reverse = useReverse(check.sessionId);
  if (check.repairs.length === 0) return null;
  return (
    <div>
      <h3 style={{ margin: '0 0 6px', fontSize: 13 }}>{t('checks:panel.history')}</h3>
      <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 8, fontSize: 13.5 }}>
        {check.repairs.map(({ id, at, author, reason, change, reverses, reversedBy }) => (
          <li key={id}>
            <span style={reversedBy === null ? {} : { textDecoration: 'line-through' }}>
              {reverses === null ? changeText(change) : t('checks:panel.reverses')}
            </span>{' '}
            <span className="sm-quiet">
              {t('checks:panel.by', { author, reason })} · <RelativeTime at={at} />
            </span>{' '}
            {reversedBy !== null && <span className="sm-quiet">({t('checks:panel.reversed')})</span>}
            {mayReverse && reverses === null && reversedBy === null && (
              <Button size="compact-xs" variant="subtle" loading={reverse.isPending} onClick={() => reverse.mutate(id)}>
                {t('checks:panel.reverse')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {reverse.error && <ErrorNote error={reverse.error} />}
    </div>
  );
}
