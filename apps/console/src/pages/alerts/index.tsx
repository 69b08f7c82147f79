import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useUrlState } from '../../url.ts';
import { AlertsTab } from './alerts-tab.tsx';

const tabs = {
  open: () => <AlertsTab state="open" />,
  past: () => <AlertsTab state="ended" />,
  rules: lazily(async () => (await import('./rules-tab.tsx')).RulesTab),
  channels: lazily(async () => (await import('./channels-tab.tsx')).ChannelsTab),
  runbooks: lazily(async () => (await import('./runbooks-tab.tsx')).RunbooksTab),
  maintenance: lazily(async () => (await import('./maintenance-tab.tsx')).MaintenanceTab),
} as const;
type Tab = keyof typeof tabs;
const names = Object.keys(tabs) as Tab[];

/** What is wrong, since when, who is on it, what has been tried. */
export default function AlertsPage() {
  const { t } = useTranslation('alerts');
  const [url, setUrl] = useUrlState('tab', 'edit', 'add');
  const tab = names.find((name) => name === url.tab) ?? 'open';
  const Shown = tabs[tab];
  return (
    <>
      <PageHeader name={t('alerts:title')} text={t('alerts:text')} />
      <Tabs
        value={tab}
        onChange={(value) => setUrl({ tab: value === 'open' ? '' : (value ?? ''), edit: '', add: '' }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('alerts:tabs')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`alerts:tab.${name}`)}
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
