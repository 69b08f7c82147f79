import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useAcceptanceWords } from '../acceptance-run/run-state.tsx';
import { RunList } from './run-list.tsx';
import { StartForm } from './start-form.tsx';

/** All acceptance tests, and those of many stations at once. */
export default function AcceptancePage() {
  const { t } = useTranslation('acceptance');
  const words = useAcceptanceWords();
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('batch', 'new');
  const batches = useList(keys.acceptanceBatches, () => api.listAcceptanceBatches({ query: { limit: 100 } }), {
    refetchInterval: (items) => (items.some(({ byStatus }) => (byStatus.running ?? 0) > 0) ? 3000 : false),
  });
  const shown = batches.items.find(({ id }) => String(id) === url.batch);
  const begin = operator && (
    <Button variant="default" onClick={() => setUrl({ new: '1' })}>
      {t('acceptance:startMany')}
    </Button>
  );
  return (
    <>
      <PageHeader name={t('acceptance:title')} text={t('acceptance:text')} actions={begin} />
      {batches.items.length > 0 && (
        <Select
          mb="md"
          maw={420}
          label={t('acceptance:batches')}
          placeholder={t('acceptance:allTests')}
          clearable
          value={url.batch || null}
          onChange={(value) => setUrl({ batch: value ?? '' })}
          data={batches.items.map(({ id, name, total, byStatus }) => ({
            value: String(id),
            label: `${name}: ${t('acceptance:ofStations', { passed: byStatus.passed ?? 0, count: total })}`,
          }))}
        />
      )}
      {shown && (
        <p role="status">
          {Object.entries(shown.byStatus)
            .map(([status, count]) => `${words.status[status as 'passed']}: ${count}`)
            .join(' · ')}
        </p>
      )}
      <RunList
        filter={url.batch === '' ? {} : { batchId: Number(url.batch) }}
        empty={<EmptyState title={t('acceptance:none')} text={t('acceptance:noneText')} />}
      />
      {operator && url.new !== '' && <StartForm stationId={null} onClose={() => setUrl({ new: '' })} />}
    </>
  );
}
