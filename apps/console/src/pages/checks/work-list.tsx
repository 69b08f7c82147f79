import { Button, Select } from '@mantine/core';
import { findingKinds } from '@stationmaster/domain';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import classes from './checks.module.css';
import { WorkItem } from './work-item.tsx';

/** Sessions with this outcome, newest first; each with what was found and what we would do. */
export function WorkList({ outcome }: { outcome: 'hold' | 'drop' | 'bill' }) {
  const { t } = useTranslation('checks');
  const [url, setUrl] = useUrlState('kind');
  const kind = findingKinds.find((name) => name === url.kind);
  const list = useList(keys.checks({ outcome, kind }), (cursor) =>
    api.listChecks({ query: { outcome, limit: 50, ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) } }),
  );
  const options = findingKinds.map((value) => ({ value, label: t(`checks:finding.${value}.title`) }));
  return (
    <>
      <FilterBar active={kind !== undefined} onClear={() => setUrl({ kind: '' })}>
        <Select
          aria-label={t('checks:kind')}
          placeholder={t('checks:anyKind')}
          data={options}
          value={kind ?? null}
          onChange={(value) => setUrl({ kind: value ?? '' })}
          clearable
          searchable
          w={280}
        />
      </FilterBar>
      {list.error && <ErrorNote error={list.error} retry={list.refetch} />}
      {list.loading && <PageSkeleton />}
      {!list.loading && !list.error && list.items.length === 0 && (
        <div className="sm-panel">
          <EmptyState
            icon={<IconCircleCheck size={24} stroke={1.6} />}
            title={t(kind ? 'checks:noneOfKind' : `checks:none.${outcome}`)}
            text={t(`checks:noneText.${outcome}`)}
          />
        </div>
      )}
      <ul className={classes.list} aria-label={t(`checks:tab.${outcome}`)}>
        {list.items.map((item) => (
          <WorkItem key={item.sessionId} item={item} />
        ))}
      </ul>
      {list.hasMore && (
        <div className={classes.more}>
          <Button variant="default" loading={list.loadingMore} onClick={list.loadMore}>
            {t('checks:more')}
          </Button>
        </div>
      )}
    </>
  );
}
