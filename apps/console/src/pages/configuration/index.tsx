import { Button, Group } from '@mantine/core';
import { IconDownload, IconPlus, IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { lazily } from '../../components/lazily.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useMay } from '../../me.ts';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { ImportButton } from './import-button.tsx';
import { Rollouts } from './rollouts.tsx';
import { Stations } from './stations.tsx';
import { Templates } from './templates.tsx';

const TemplateForm = lazily(async () => (await import('./template-form.tsx')).TemplateForm);
const RolloutForm = lazily(async () => (await import('./rollout-form.tsx')).RolloutForm);
const RolloutDialog = lazily(async () => (await import('./rollout-dialog.tsx')).RolloutDialog);
const StationDialog = lazily(async () => (await import('./station-dialog.tsx')).StationDialog);

/** How stations should be set, whether they are, and how they get there. */
export default function ConfigurationPage() {
  const { t } = useTranslation('configuration');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('edit', 'roll', 'rollout', 'station');
  const templates = useList(keys.configuration({ templates: true }), (cursor) =>
    api.listConfigurationTemplates({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }),
  );
  const close = () => setUrl({ edit: '', roll: '', rollout: '', station: '' });
  const editing = templates.items.find(({ id }) => String(id) === url.edit);
  return (
    <>
      <PageHeader
        name={t('configuration:title')}
        text={t('configuration:text')}
        actions={
          <Group gap="sm">
            <Button
              component="a"
              href="/api/v1/configuration/export"
              download="configuration.json"
              variant="default"
              leftSection={<IconDownload size={17} aria-hidden />}
            >
              {t('configuration:export')}
            </Button>
            {operator && <ImportButton />}
            {operator && (
              <Button variant="default" leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setUrl({ edit: 'new' })}>
                {t('configuration:add')}
              </Button>
            )}
            {operator && templates.items.length > 0 && (
              <Button leftSection={<IconRocket size={17} aria-hidden />} onClick={() => setUrl({ roll: '1' })}>
                {t('configuration:roll')}
              </Button>
            )}
          </Group>
        }
      />
      <Rollouts onOpen={(id) => setUrl({ rollout: String(id) })} />
      <Templates list={templates} onEdit={operator ? (id) => setUrl({ edit: String(id) }) : null} />
      {templates.items.length > 0 && <Stations onOpen={(id) => setUrl({ station: id })} />}
      {operator && url.edit === 'new' && <TemplateForm key="new" onClose={close} />}
      {operator && editing && <TemplateForm key={editing.id} template={editing} onClose={close} />}
      {operator && url.roll !== '' && <RolloutForm onClose={close} onStarted={(id) => setUrl({ roll: '', rollout: String(id) })} />}
      {url.rollout !== '' && <RolloutDialog id={Number(url.rollout)} onClose={close} />}
      {url.station !== '' && <StationDialog id={url.station} onClose={close} />}
    </>
  );
}
