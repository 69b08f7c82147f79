import { Button, Switch } from '@mantine/core';
import { IconCreditCard, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tap } from '../../api.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import classes from './cards.module.css';

/** Why was this card refused? Every tap with its answer, the newest first. */
export function TapsTab({ onAdd }: { onAdd: (value: string) => void }) {
  const { t } = useTranslation('cards');
  const [url, setUrl] = useUrlState('search', 'refused');
  const filters = { ...(url.search ? { search: url.search } : {}), ...(url.refused ? { refused: 'true' as const } : {}) };
  const list = useList(keys.taps(filters), (cursor) => api.listTaps({ query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } }));
  const columns = useTapColumns(onAdd);
  const filtered = Object.keys(filters).length > 0;
  const clear = () => setUrl({ search: '', refused: '' });
  return (
    <>
      <FilterBar active={filtered} onClear={clear}>
        <SearchField value={url.search} onChange={(search) => setUrl({ search })} label={t('cards:searchTaps')} />
        <Switch
          label={t('cards:tap.onlyRefused')}
          checked={url.refused !== ''}
          onChange={(event) => setUrl({ refused: event.currentTarget.checked ? 'true' : '' })}
        />
      </FilterBar>
      <DataTable<Tap>
        id="taps"
        label={t('cards:tab.taps')}
        columns={columns}
        list={list}
        rowKey={(tap) => String(tap.id)}
        rowName={(tap) => t('cards:tap.rowName', { card: tap.driverName ?? tap.idToken, station: tap.stationId })}
        empty={
          filtered ? (
            <EmptyState
              title={t('cards:tap.noneFound')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon={<IconCreditCard size={24} stroke={1.6} />} title={t('cards:tap.none')} text={t('cards:tap.noneText')} />
          )
        }
      />
    </>
  );
}

function useTapColumns(onAdd: (value: string) => void): Column<Tap>[] {
  const { t } = useTranslation('cards');
  const operator = useMay('operator');
  return useMemo(
    () => [
      {
        key: 'who',
        header: t('cards:tap.who'),
        fixed: true,
        sort: (tap) => tap.driverName ?? tap.idToken,
        cell: (tap) => <Who tap={tap} />,
      },
      {
        key: 'answer',
        header: t('cards:tap.answer'),
        fixed: true,
        sort: (tap) => tap.status,
        cell: (tap) =>
          tap.status === 'Accepted' ? (
            <ToneBadge tone="free" shape="check">
              {t('cards:tap.accepted')}
            </ToneBadge>
          ) : (
            <ToneBadge tone="broken" shape="cross">
              {t('cards:tap.refused')}
            </ToneBadge>
          ),
      },
      { key: 'why', header: t('cards:tap.why'), fixed: true, cell: (tap) => <Why tap={tap} {...(operator ? { onAdd } : {})} /> },
      {
        key: 'where',
        header: t('cards:tap.where'),
        sort: (tap) => tap.stationId,
        cell: (tap) => (
          <span style={{ whiteSpace: 'nowrap' }}>
            <Link to="/stations/$stationId" params={{ stationId: tap.stationId }} className="sm-link">
              {tap.stationId}
            </Link>
            {tap.evseId ? <span className="sm-quiet"> {t('cards:tap.plug', { plug: tap.evseId })}</span> : null}
          </span>
        ),
      },
      {
        key: 'what',
        header: t('cards:tap.what'),
        sort: (tap) => tap.purpose,
        cell: (tap) => <span style={{ whiteSpace: 'nowrap' }}>{t(`cards:tap.purpose.${tap.purpose}`)}</span>,
      },
      {
        key: 'session',
        header: t('cards:tap.session'),
        sort: (tap) => tap.sessionId,
        cell: (tap) =>
          tap.sessionId === null ? (
            '–'
          ) : (
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId: String(tap.sessionId) }}
              className="sm-link"
              aria-label={t('cards:tap.openSession', { id: tap.sessionId })}
            >
              {tap.sessionId}
            </Link>
          ),
      },
      {
        key: 'time',
        header: t('cards:tap.time'),
        align: 'end',
        sort: (tap) => Date.parse(tap.at),
        cell: (tap) => <RelativeTime at={tap.at} />,
      },
    ],
    [t, operator, onAdd],
  );
}

function Who({ tap }: { tap: Tap }) {
  const { t } = useTranslation('cards');
  const name = tap.driverName || (tap.tokenId === null ? t('cards:tap.unknownCard') : t('cards:nobody'));
  return (
    <span className={classes.name}>
      <span style={{ fontWeight: 560 }}>{name}</span>
      <span className={`sm-mono sm-quiet ${classes.sub}`}>{tap.idToken}</span>
    </span>
  );
}

/** The reason, what to do about it, and where it can be done at once the button. */
function Why({ tap, onAdd }: { tap: Tap; onAdd?: (value: string) => void }) {
  const { t, i18n } = useTranslation('cards');
  const refused = tap.status !== 'Accepted';
  const hidden = /^\*+$/.test(tap.idToken);
  const addable = tap.tokenId === null && tap.reason === 'unknown' && onAdd;
  return (
    <span className={classes.why}>
      <span>
        {t(`cards:tap.reason.${tap.reason}`)}
        {refused && i18n.exists(`cards:tap.next.${tap.reason}`) && !(addable && hidden) && ` ${t(`cards:tap.next.${tap.reason}`)}`}
      </span>
      {addable && !hidden && (
        <span>
          <Button size="compact-xs" variant="light" leftSection={<IconPlus size={13} aria-hidden />} onClick={() => onAdd(tap.idToken)}>
            {t('cards:tap.add')}
          </Button>
        </span>
      )}
      {addable && hidden && <span className="sm-quiet">{t('cards:tap.hidden')}</span>}
    </span>
  );
}
