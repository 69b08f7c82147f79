import { Button, Tabs } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useUrlState } from '../../url.ts';
import { LinesTab } from './lines-tab.tsx';

const EventList = lazily(async () => (await import('../../components/event-list.tsx')).EventList);
const names = ['lines', 'events'] as const;

/** How well the lines of the stations are protected, and what they report about their own safety. */
export default function SecurityPage() {
  const { t } = useTranslation('security');
  const [url, setUrl] = useUrlState('tab', 'raise');
  const tab = names.find((name) => name === url.tab) ?? 'lines';
  return (
    <>
      <PageHeader name={t('security:page.title')} text={t('security:page.text')} actions={tab === 'events' && <Export />} />
      <Tabs
        value={tab}
        onChange={(value) => setUrl({ tab: value === 'lines' ? '' : (value ?? ''), raise: '' }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('security:page.tabs')}>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`security:page.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>{tab === 'lines' ? <LinesTab /> : <EventList kind="security" />}</Tabs.Panel>
      </Tabs>
    </>
  );
}

function Export() {
  const { t } = useTranslation('security');
  return (
    <Button
      component="a"
      href="/api/v1/events.csv?kind=security"
      download
      variant="default"
      leftSection={<IconDownload size={17} aria-hidden />}
    >
      {t('security:page.export')}
    </Button>
  );
}
