import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useUrlState } from '../../url.ts';
import { ReportTab } from './report-tab.tsx';

const tabs = {
  report: ReportTab,
  schedules: lazily(async () => (await import('./schedules-tab.tsx')).SchedulesTab),
} as const;
const names = Object.keys(tabs) as (keyof typeof tabs)[];

/** How much, how often, how profitable, compared with what? */
export default function ReportsPage() {
  const { t } = useTranslation('reports');
  const [url, setUrl] = useUrlState('tab', 'edit', 'add', 'sort');
  const tab = names.find((name) => name === url.tab) ?? 'report';
  const Shown = tabs[tab];
  return (
    <>
      <PageHeader name={t('reports:title')} text={t('reports:text')} />
      <Tabs
        value={tab}
        onChange={(value) => setUrl({ tab: value === 'report' ? '' : (value ?? ''), edit: '', add: '', sort: '' }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('reports:tabs')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`reports:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Shown />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
