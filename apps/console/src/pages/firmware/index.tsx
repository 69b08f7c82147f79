import { Button } from '@mantine/core';
import { IconPlus, IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { Campaigns } from './campaigns.tsx';
import { Library } from './library.tsx';

const FirmwareForm = lazily(async () => (await import('./firmware-form.tsx')).FirmwareForm);
const CampaignForm = lazily(async () => (await import('./campaign-form.tsx')).CampaignForm);

/** Firmware of the stations: what is there, and how it gets to them. */
export default function FirmwarePage() {
  const { t } = useTranslation('firmware');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add', 'edit', 'roll', 'retry');
  const library = useList(keys.firmware, (cursor) => api.listFirmware({ query: { limit: 100, ...(cursor ? { cursor } : {}) } }));
  const campaigns = useList(keys.campaigns, (cursor) => api.listFirmwareCampaigns({ query: { limit: 50, ...(cursor ? { cursor } : {}) } }));
  const close = () => setUrl({ add: '', edit: '', roll: '', retry: '' });
  const editing = library.items.find(({ id }) => String(id) === url.edit);
  const usable = library.items.filter(({ file }) => file !== null);
  const add = operator && (
    <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ add: '1' })}>
      {t('firmware:add')}
    </Button>
  );
  const roll = operator && usable.length > 0 && (
    <Button leftSection={<IconRocket size={17} aria-hidden />} onClick={() => setUrl({ roll: String(usable[0]?.id) })}>
      {t('firmware:roll')}
    </Button>
  );
  return (
    <>
      <PageHeader
        name={t('firmware:title')}
        text={t('firmware:text')}
        actions={
          <>
            {add}
            {roll}
          </>
        }
      />
      {campaigns.items.length > 0 && <Campaigns list={campaigns} />}
      <Library
        list={library}
        add={add}
        actions={operator ? { onEdit: ({ id }) => setUrl({ edit: String(id) }), onRoll: ({ id }) => setUrl({ roll: String(id) }) } : null}
      />
      {operator && url.add && <FirmwareForm key="new" onClose={close} />}
      {operator && editing && <FirmwareForm key={editing.id} firmware={editing} onClose={close} />}
      {operator && url.roll && usable.length > 0 && (
        <CampaignForm library={usable} chosen={Number(url.roll)} retryOf={Number(url.retry) || null} onClose={close} />
      )}
    </>
  );
}
