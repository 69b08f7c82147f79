import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { useUrlState } from '../../url.ts';
import { RulesTab } from './rules-tab.tsx';
import { WorkList } from './work-list.tsx';

const tabs = ['hold', 'drop', 'bill', 'rules'] as const;

/** Which sessions must a person look at before they cost money, and what happens to the others by themselves? */
export default function ChecksPage() {
  const { t } = useTranslation('checks');
  const [url, setUrl] = useUrlState('tab');
  const tab = tabs.find((name) => name === url.tab) ?? 'hold';
  return (
    <>
      <PageHeader name={t('checks:title')} text={t('checks:text')} />
      <Tabs value={tab} onChange={(value) => setUrl({ tab: value === 'hold' ? '' : (value ?? '') }, { push: true })} keepMounted={false}>
        <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`checks:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          {tab === 'rules' ? <RulesTab /> : <WorkList outcome={tab} />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
