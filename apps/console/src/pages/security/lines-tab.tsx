import { Button, Alert as Note } from '@mantine/core';
import { IconShieldUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type FleetMove } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useFilterWords } from '../bulk-command/filter-words.ts';
import { FleetBadge, FleetBar, profilesDown } from './fleet-looks.tsx';
import classes from './security.module.css';

const FleetForm = lazily(async () => (await import('./fleet-form.tsx')).FleetForm);

/** How well the lines of all stations are protected, and how they get more of it. */
export function LinesTab() {
  const { t } = useTranslation('security');
  const administrator = useMay('administrator');
  const [url, setUrl] = useUrlState('raise');
  const { data } = useQuery({ queryKey: keys.securityProfiles, queryFn: () => api.getSecurityProfiles() });
  const list = useList(keys.fleetMoves, (cursor) => api.listFleetMoves({ query: { limit: 50, ...(cursor ? { cursor } : {}) } }));
  const raise = administrator && (
    <Button leftSection={<IconShieldUp size={17} aria-hidden />} onClick={() => setUrl({ raise: '1' })} disabled={data?.url === null}>
      {t('security:fleet.raise')}
    </Button>
  );
  return (
    <>
      {data?.url === null && (
        <Note mb="md" color="yellow" variant="light">
          {t('security:fleet.noTls')}
        </Note>
      )}
      <section className={`sm-panel ${classes.box}`} aria-label={t('security:fleet.now')}>
        <ul className={classes.profiles}>
          {profilesDown.map((profile) => (
            <li key={profile}>
              <span className={`sm-num ${classes.number}`}>{data?.profiles.find((one) => one.profile === profile)?.stations ?? 0}</span>
              <strong>{t(`security:profile.${profile}.name`)}</strong>
              <span className="sm-quiet">{t(`security:profile.${profile}.means`)}</span>
            </li>
          ))}
        </ul>
        {raise}
      </section>
      <h2 className={classes.heading}>{t('security:fleet.moves')}</h2>
      <DataTable<FleetMove>
        {...useMoveTable()}
        id="fleet-moves"
        label={t('security:fleet.moves')}
        list={list}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title={t('security:fleet.none')} text={t('security:fleet.noneText')} />}
      />
      {administrator && url.raise && <FleetForm onClose={() => setUrl({ raise: '' })} />}
    </>
  );
}

function useMoveTable() {
  const { t } = useTranslation('security');
  const navigate = useNavigate();
  const filterWords = useFilterWords();
  const name = ({ toProfile, filter }: FleetMove) => `${t(`security:profile.${toProfile}.name`)}, ${filterWords(filter)}`;
  const columns: Column<FleetMove>[] = [
    {
      key: 'to',
      header: t('security:fleet.to'),
      fixed: true,
      cell: ({ id, toProfile }) => (
        <Link to="/security/$fleetId" params={{ fleetId: String(id) }} className="sm-link" tabIndex={-1}>
          {t(`security:profile.${toProfile}.name`)}
        </Link>
      ),
    },
    { key: 'state', header: t('security:fleet.state'), fixed: true, cell: (fleet) => <FleetBadge fleet={fleet} /> },
    { key: 'progress', header: t('security:fleet.progress'), fixed: true, cell: (fleet) => <FleetBar fleet={fleet} size={7} /> },
    { key: 'for', header: t('security:fleet.for'), cell: ({ filter }) => filterWords(filter) },
    {
      key: 'begun',
      header: t('security:fleet.begun'),
      cell: ({ requestedAt, requestedBy }) => (
        <span>
          {requestedBy}, <RelativeTime at={requestedAt} />
        </span>
      ),
    },
  ];
  const onOpen = ({ id }: FleetMove) => void navigate({ to: '/security/$fleetId', params: { fleetId: String(id) } });
  return { columns, rowName: name, onOpen };
}
