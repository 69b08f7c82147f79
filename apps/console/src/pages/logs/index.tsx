import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconColumns, IconFileDownload, IconFileText } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, SearchField } from '../../components/filter-bar.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { Fetches } from './fetches.tsx';
import { Hits } from './hits.tsx';
import { LogTable } from './log-table.tsx';

const FetchDialog = lazily(async () => (await import('./fetch-dialog.tsx')).FetchDialog);

/** Logs of all stations: fetched, searched, laid beside each other. */
export default function LogsPage() {
  const { t } = useTranslation('logs');
  const operator = useMay('operator');
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState('search');
  const [asking, ask] = useDisclosure(false);
  const [chosen, choose] = useState<number[]>([]);
  const list = useList(keys.logs({}), (cursor) => api.listLogs({ query: { limit: 100, ...(cursor ? { cursor } : {}) } }));
  const [first, second] = chosen;
  const fetch = operator && (
    <Button leftSection={<IconFileDownload size={17} aria-hidden />} onClick={ask.open}>
      {t('logs:fetch')}
    </Button>
  );
  return (
    <>
      <PageHeader
        name={t('logs:title')}
        text={t('logs:text')}
        actions={
          <>
            {first !== undefined && second !== undefined && (
              <Button
                variant="default"
                leftSection={<IconColumns size={17} aria-hidden />}
                onClick={() =>
                  void navigate({ to: '/logs/$logId', params: { logId: String(first) }, search: { beside: String(second) } as never })
                }
              >
                {t('logs:compare')}
              </Button>
            )}
            {fetch}
          </>
        }
      />
      <FilterBar active={url.search !== ''} onClear={() => setUrl({ search: '' })}>
        <SearchField value={url.search} onChange={(search) => setUrl({ search })} label={t('logs:search')} />
      </FilterBar>
      {url.search.trim().length >= 2 ? (
        <Hits search={url.search.trim()} />
      ) : (
        <>
          <LogTable
            list={list}
            chosen={chosen}
            onChoose={choose}
            isOfOne={false}
            empty={
              <EmptyState icon={<IconFileText size={24} stroke={1.6} />} title={t('logs:none')} text={t('logs:noneText')} action={fetch} />
            }
          />
          <Fetches />
        </>
      )}
      {asking && <FetchDialog onClose={ask.close} />}
    </>
  );
}
