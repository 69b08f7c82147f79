import { Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { type Template, templates } from './templates.ts';

const Editor = lazily(async () => (await import('./editor.tsx')).Editor, Waiting);
const Uses = lazily(async () => (await import('./uses.tsx')).Uses, Waiting);
const Versions = lazily(async () => (await import('./versions.tsx')).Versions, Waiting);
const tabs = ['price', 'uses', 'versions'] as const;

/** What does it cost, where does it hold, how did it become so? */
export default function TariffPage() {
  const { tariffId = 'new' } = useParams({ strict: false }) as { tariffId?: string };
  return tariffId === 'new' ? <NewTariff /> : <KnownTariff key={tariffId} tariffId={Number(tariffId)} />;
}

function NewTariff() {
  const { t } = useTranslation('tariff');
  const [url] = useUrlState('template');
  const sites = useQuery({ queryKey: keys.sites({ choice: true }), queryFn: () => api.listSites({ query: { limit: 500 } }) });
  const template = templates.find((one) => one === url.template) ?? null;
  return (
    <>
      <PageHeader name={t('tariff:newTitle')} text={<Back />} />
      {sites.isPending ? <Waiting /> : <Editor currency={sites.data?.items[0]?.currency ?? 'EUR'} template={template as Template | null} />}
    </>
  );
}

function KnownTariff({ tariffId }: { tariffId: number }) {
  const { t } = useTranslation('tariff');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('tab');
  const {
    data: tariff,
    error,
    refetch,
  } = useQuery({ queryKey: keys.tariff(tariffId), queryFn: () => api.getTariff({ params: { tariffId } }) });
  const shown = operator ? tabs : tabs.filter((name) => name !== 'price');
  const tab = shown.find((name) => name === url.tab) ?? shown[0] ?? 'uses';
  return (
    <>
      <PageHeader name={tariff?.name ?? t('tariff:title')} text={<Back />} />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!tariff && !error && <Waiting />}
      {tariff && (
        <Tabs value={tab} onChange={(value) => setUrl({ tab: value ?? '' }, { push: true })} keepMounted={false}>
          <Tabs.List mb="md" aria-label={t('tariff:title')}>
            {shown.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`tariff:tab.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>
            {tab === 'price' && <Editor key={tariff.versionId} tariff={tariff} currency={tariff.currency} template={null} />}
            {tab === 'uses' && <Uses tariff={tariff} />}
            {tab === 'versions' && <Versions tariff={tariff} />}
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}

function Back() {
  const { t } = useTranslation('tariff');
  return (
    <Link to="/prices" className="sm-link">
      ← {t('tariff:back')}
    </Link>
  );
}

function Waiting() {
  return <Skeleton height={420} radius="lg" />;
}
