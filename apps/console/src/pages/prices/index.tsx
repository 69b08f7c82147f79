import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useUrlState } from '../../url.ts';
import { PricesTab } from './prices-tab.tsx';

const tabs = {
  prices: PricesTab,
  market: lazily(async () => (await import('./market-tab.tsx')).MarketTab),
  less: lazily(async () => (await import('./less-tab.tsx')).LessTab),
  trials: lazily(async () => (await import('./trials-tab.tsx')).TrialsTab),
  supply: lazily(async () => (await import('./supply-tab.tsx')).SupplyTab),
  holidays: lazily(async () => (await import('./holidays-tab.tsx')).HolidaysTab),
} as const;
type Tab = keyof typeof tabs;
const names = Object.keys(tabs) as Tab[];

/** What does it cost here, for whom, and what is it made of? */
export default function PricesPage() {
  const { t } = useTranslation('prices');
  const [url, setUrl] = useUrlState('tab', 'add', 'show');
  const tab = names.find((name) => name === url.tab) ?? 'prices';
  const Shown = tabs[tab];
  return (
    <>
      <PageHeader name={t('prices:title')} text={t('prices:text')} />
      <Tabs
        value={tab}
        onChange={(value) => setUrl({ tab: value === 'prices' ? '' : (value ?? ''), add: '', show: '' }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('prices:tabs')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`prices:tab.${name}`)}
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
