import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconColumns, IconFileDownload, IconFileText } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../../api.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { lazily } from '../../../components/lazily.tsx';
import { useMay } from '../../../me.ts';
import { keys, useList } from '../../../queries.ts';
import { Fetches } from '../../logs/fetches.tsx';
import { LogTable } from '../../logs/log-table.tsx';

const FetchDialog = lazily(async () => (await import('../../logs/fetch-dialog.tsx')).FetchDialog);

/** The logs of this station. */
export function LogsTab({ station: { id: stationId } }: { station: Station }) {
  const { t } = useTranslation('logs');
  const operator = useMay('operator');
  const navigate = useNavigate();
  const [asking, ask] = useDisclosure(false);
  const [chosen, choose] = useState<number[]>([]);
  const list = useList(keys.logs({ stationId }), (cursor) =>
    api.listLogs({ query: { limit: 50, stationId, ...(cursor ? { cursor } : {}) } }),
  );
  const [first, second] = chosen;
  const fetch = operator && (
    <Button leftSection={<IconFileDownload size={17} aria-hidden />} onClick={ask.open}>
      {t('logs:fetchOne')}
    </Button>
  );
  return (
    <>
      {list.items.length > 0 && (
        <div style={{ display: 'flex', gap: 10, flexWrap: 'wrap' }}>
          {fetch}
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
        </div>
      )}
      <LogTable
        list={list}
        chosen={chosen}
        onChoose={choose}
        isOfOne
        empty={
          <EmptyState icon={<IconFileText size={24} stroke={1.6} />} title={t('logs:noneOne')} text={t('logs:noneText')} action={fetch} />
        }
      />
      <Fetches stationId={stationId} />
      {asking && <FetchDialog stationId={stationId} onClose={ask.close} />}
    </>
  );
}
