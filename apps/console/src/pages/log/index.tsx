import { Button, Select, Switch } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { SearchField } from '../../components/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { Beside } from './beside.tsx';
import classes from './log.module.css';
import { LogText } from './log-text.tsx';

/** A log, alone or beside another one. */
export default function LogPage() {
  const { t } = useTranslation('logs');
  const { logId = '' } = useParams({ strict: false }) as { logId?: string };
  const id = Number(logId);
  const [url, setUrl] = useUrlState('search', 'beside');
  const [isTimeless, setTimeless] = useState(true);
  const all = useQuery({ queryKey: keys.logs({ choice: true }), queryFn: () => api.listLogs({ query: { limit: 200 } }) });
  if (all.error) return <ErrorNote error={all.error} retry={() => void all.refetch()} />;
  if (!all.data) return <PageSkeleton />;
  const log = all.data.items.find((one) => one.id === id);
  if (log === undefined)
    return (
      <>
        <PageHeader name={t('logs:title')} />
        <div className="sm-panel">
          <EmptyState title={t('logs:missing')} action={<Link to="/logs">{t('logs:toAll')}</Link>} />
        </div>
      </>
    );
  const others = all.data.items.filter((one) => one.id !== id && one.isText);
  const other = others.find((one) => String(one.id) === url.beside);
  return (
    <>
      <PageHeader
        name={log.name}
        text={
          <div className={classes.facts}>
            <Link to="/stations/$stationId" params={{ stationId: log.stationId }} search={{ tab: 'logs' } as never} className="sm-link">
              {log.stationName || log.stationId}
            </Link>
            <span>{t(`logs:kind.${log.kind}`)}</span>
            <RelativeTime at={log.receivedAt} />
            <Link to="/logs" className="sm-link">
              {t('logs:toAll')}
            </Link>
          </div>
        }
        actions={
          <Button
            component="a"
            href={`/api/v1/logs/${log.id}/file`}
            download
            variant="default"
            leftSection={<IconDownload size={17} aria-hidden />}
          >
            {t('logs:download')}
          </Button>
        }
      />
      <div className={classes.tools}>
        {!other && <SearchField value={url.search} onChange={(search) => setUrl({ search })} label={t('logs:searchHere')} />}
        <Select
          aria-label={t('logs:beside')}
          placeholder={t('logs:beside')}
          data={others.map((one) => ({ value: String(one.id), label: `${one.stationId} · ${one.name}` }))}
          value={url.beside || null}
          onChange={(beside) => setUrl({ beside: beside ?? '' })}
          searchable
          clearable
          miw={260}
        />
        {other && <Switch label={t('logs:timeless')} checked={isTimeless} onChange={(event) => setTimeless(event.currentTarget.checked)} />}
      </div>
      {other ? (
        <Beside left={log} right={other} isTimeless={isTimeless} />
      ) : (
        <LogText key={`${id}/${url.search}`} logId={id} search={url.search} />
      )}
    </>
  );
}
