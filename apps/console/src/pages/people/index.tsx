import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { useUrlState } from '../../url.ts';
import { KeysTab } from './keys-tab.tsx';
import { MyPassword } from './my-password.tsx';
import { UsersTab } from './users-tab.tsx';

const tabs = { users: UsersTab, keys: KeysTab, me: MyPassword } as const;
type Tab = keyof typeof tabs;
const names = Object.keys(tabs) as Tab[];

export default function PeoplePage() {
  const { t } = useTranslation('people');
  const [url, setUrl] = useUrlState('tab', 'sort');
  const tab = names.find((name) => name === url.tab) ?? 'users';
  const Shown = tabs[tab];
  return (
    <>
      <PageHeader name={t('people:title')} text={t('people:text')} />
      <Tabs
        value={tab}
        onChange={(value) => setUrl({ tab: value === 'users' ? '' : (value ?? ''), sort: '' }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('people:tabs')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`people:tab.${name}`)}
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
