import { Button, Tabs } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { useUrlState } from '../../url.ts';
import { CompaniesTab } from './companies-tab.tsx';
import { DriversTab } from './drivers-tab.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { HomeTab } from './home-tab.tsx';

const DriverForm = lazily(async () => (await import('./driver-form.tsx')).DriverForm);
const GroupForm = lazily(async () => (await import('./group-form.tsx')).GroupForm);
const CompanyForm = lazily(async () => (await import('./company-form.tsx')).CompanyForm);
const ImportDrivers = lazily(async () => (await import('./import-drivers.tsx')).ImportDrivers);
const forms = { drivers: DriverForm, groups: GroupForm, companies: CompanyForm } as const;
const tabs = ['drivers', 'groups', 'companies', 'home'] as const;

export default function DriversPage() {
  const { t } = useTranslation('drivers');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('tab', 'add', 'search', 'sort', 'edit', 'groupId', 'companyId');
  const [importing, setImporting] = useState(false);
  const tab = tabs.find((name) => name === url.tab) ?? 'drivers';
  const Form = tab === 'home' ? null : forms[tab];
  const add = operator && tab !== 'home' && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t(tab === 'drivers' ? 'drivers:add' : `drivers:${tab}.add`)}
    </Button>
  );
  const files = operator && tab === 'drivers' && (
    <>
      <Button component="a" href={`${apiBase}/drivers.csv`} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
        {t('drivers:export')}
      </Button>
      <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setImporting(true)}>
        {t('drivers:import')}
      </Button>
    </>
  );
  return (
    <>
      <PageHeader
        name={t('drivers:title')}
        text={t('drivers:text')}
        actions={
          <>
            {files}
            {add}
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(value) =>
          setUrl(
            { tab: value === 'drivers' ? '' : (value ?? ''), search: '', sort: '', edit: '', groupId: '', companyId: '' },
            { push: true },
          )
        }
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('drivers:tabs')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`drivers:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="drivers">
          <DriversTab first={add} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsTab first={add} />
        </Tabs.Panel>
        <Tabs.Panel value="companies">
          <CompaniesTab first={add} />
        </Tabs.Panel>
        <Tabs.Panel value="home">
          <HomeTab />
        </Tabs.Panel>
      </Tabs>
      {url.add && operator && Form && <Form onClose={() => setUrl({ add: '' })} />}
      {importing && <ImportDrivers onClose={() => setImporting(false)} />}
    </>
  );
}
