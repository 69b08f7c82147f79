import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Energy, RelativeTime } from '../../../components/quantity.tsx';
import { ToneBadge } from '../../../components/status-badge.tsx';
import { keys } from '../../../queries.ts';
import shared from '../station.module.css';
import classes from './forwarding.module.css';
import { type ComparedSession, verdictLooks } from './looks.ts';

const shown = 20;
const everyMs = 5_000;

/** Do both back ends know the same of this station? By day, by session, and what did not go well. */
export function Comparison({ stationId }: { stationId: string }) {
  const { t } = useTranslation('forwarding');
  const params = { stationId };
  const { data, error } = useQuery({
    queryKey: [...keys.forwarding(stationId), 'sessions'],
    queryFn: () => api.listForwardedSessions({ params, query: { limit: shown } }),
    refetchInterval: everyMs,
  });
  const messages = useQuery({
    queryKey: [...keys.forwarding(stationId), 'messages'],
    queryFn: () => api.listForwardedMessages({ params, query: { failed: 'true', limit: shown } }),
    refetchInterval: everyMs,
  });
  if (error) return <ErrorNote error={error} />;
  if (!data) return null;
  return (
    <>
      <section className={`sm-panel ${shared.box}`}>
        <h2 className={shared.heading}>{t('forwarding:compare')}</h2>
        {data.items.length === 0 ? (
          <EmptyState title={t('forwarding:noSessions')} text={t('forwarding:noSessionsText')} />
        ) : (
          <>
            <p className="sm-quiet">{t('forwarding:comparing')}</p>
            <Days days={data.days} />
            <Sessions sessions={data.items} />
          </>
        )}
      </section>
      <section className={`sm-panel ${shared.box}`}>
        <h2 className={shared.heading}>{t('forwarding:messages')}</h2>
        {messages.error && <ErrorNote error={messages.error} />}
        {messages.data?.items.length === 0 && <p className="sm-quiet">{t('forwarding:noMessages')}</p>}
        <ul className={classes.messages}>
          {messages.data?.items.map(({ frameId, at, action, outcome, detail, differs }) => (
            <li key={`${at}/${frameId}`}>
              <span className="sm-mono">{action}</span> {t(`forwarding:outcome.${outcome}`)}{' '}
              <span className="sm-quiet">
                {[detail, ...differs.map((one) => t('forwarding:differ', { ...one, field: t(`forwarding:field.${one.field}`) }))]
                  .filter(Boolean)
                  .join(' · ')}{' '}
                <RelativeTime at={at} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

type Day = Awaited<ReturnType<typeof api.listForwardedSessions>>['days'][number];

function Days({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation('forwarding');
  if (days.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={420} mb="md">
      <Table aria-label={t('forwarding:day')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('forwarding:day')}</Table.Th>
            <Table.Th ta="end">{t('forwarding:sessions')}</Table.Th>
            <Table.Th ta="end">{t('forwarding:equal')}</Table.Th>
            <Table.Th ta="end">{t('forwarding:ours')}</Table.Th>
            <Table.Th ta="end">{t('forwarding:theirs')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map(({ day, sessions, equal, energyWh, toldWh }) => (
            <Table.Tr key={day}>
              <Table.Td className="sm-num">{day}</Table.Td>
              <Table.Td ta="end" className="sm-num">
                {sessions}
              </Table.Td>
              <Table.Td ta="end" className="sm-num">
                {equal}
              </Table.Td>
              <Table.Td ta="end">
                <Energy wh={energyWh} />
              </Table.Td>
              <Table.Td ta="end">
                <Energy wh={toldWh} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Sessions({ sessions }: { sessions: readonly ComparedSession[] }) {
  const { t } = useTranslation('forwarding');
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={t('forwarding:sessions')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('forwarding:session')}</Table.Th>
            <Table.Th>{t('forwarding:verdictTitle')}</Table.Th>
            <Table.Th ta="end">{t('forwarding:ours')}</Table.Th>
            <Table.Th ta="end">{t('forwarding:theirs')}</Table.Th>
            <Table.Th>{t('forwarding:theirNumber')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((one) => (
            <Table.Tr key={one.sessionId}>
              <Table.Td>
                <Link to="/sessions/$sessionId" params={{ sessionId: String(one.sessionId) }} className="sm-link">
                  <RelativeTime at={one.startedAt} />
                </Link>
              </Table.Td>
              <Table.Td>
                <ToneBadge {...verdictLooks[one.verdict]}>{t(`forwarding:verdict.${one.verdict}`)}</ToneBadge>
                <Reasons session={one} />
              </Table.Td>
              <Table.Td ta="end">
                <Energy wh={one.energyWh} />
              </Table.Td>
              <Table.Td ta="end">
                <Energy wh={one.toldWh} />
              </Table.Td>
              <Table.Td className={`sm-mono ${classes.number}`}>{one.theirId}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Reasons({ session: { differs, notTaken } }: { session: ComparedSession }) {
  const { t } = useTranslation('forwarding');
  return (
    <>
      {notTaken > 0 && <div className="sm-quiet">{t('forwarding:notTaken', { count: notTaken })}</div>}
      {differs.map((one) => (
        <div key={`${one.field}${one.ours}${one.theirs}`} className="sm-quiet">
          {t('forwarding:differ', { ...one, field: t(`forwarding:field.${one.field}`) })}
        </div>
      ))}
    </>
  );
}
