import { Button, Tabs } from '@mantine/core';
import { apiBase } from '@stationmaster/contract';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { type DragEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { useUrlState } from '../../url.ts';
import { CardForm } from './card-form.tsx';
import { CardsTab } from './cards-tab.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TapsTab } from './taps-tab.tsx';

export default function CardsPage() {
  const { t } = useTranslation('cards');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('tab', 'add', 'value');
  const [importing, setImporting] = useState(false);
  const tab = url.tab === 'taps' ? 'taps' : 'cards';
  const addFromTap = useCallback((value: string) => setUrl({ add: '1', value }), [setUrl]);
  // A file dragged anywhere over the page opens the place to drop it.
  const dragged = (event: DragEvent) => {
    if (operator && event.dataTransfer.types.includes('Files')) setImporting(true);
  };
  const add = (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('cards:add')}
    </Button>
  );
  const bring = (
    <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setImporting(true)}>
      {t('cards:import')}
    </Button>
  );
  const fetch = (
    <Button component="a" href={`${apiBase}/tokens.csv`} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
      {t('cards:export')}
    </Button>
  );
  return (
    <section aria-label={t('cards:title')} onDragEnter={dragged}>
      <PageHeader
        name={t('cards:title')}
        text={t('cards:text')}
        actions={
          operator && (
            <>
              {fetch}
              {bring}
              {add}
            </>
          )
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => setUrl({ tab: value === 'taps' ? 'taps' : '', ...({ search: '', sort: '' } as object) }, { push: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('cards:tabs')}>
          {(['cards', 'taps'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`cards:tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="cards">
          <CardsTab first={operator ? add : null} />
        </Tabs.Panel>
        <Tabs.Panel value="taps">
          <TapsTab onAdd={addFromTap} />
        </Tabs.Panel>
      </Tabs>
      {url.add && operator && <CardForm value={url.value} onClose={() => setUrl({ add: '', value: '' })} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </section>
  );
}
