import { ActionIcon, Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import classes from './configuration.module.css';
import { settingName, type Template } from './templates.tsx';

type Entry = Omit<Template['entries'][number], 'value' | 'isSecret'> & { value: string; isSecret: boolean; row: number };
/** A setting of OCPP, the same in every language. */
const example = 'HeartbeatInterval';
const empty = { component: '', instance: '', evseId: 0, connectorId: 0, variable: '', variableInstance: '', value: '', isSecret: false };
/** Names of passwords and keys: what is typed is not shown, and never told again. */
const secretName = /^(AuthorizationKey|SharedSecret|SimPin|VpnKey|(BasicAuth|Apn|Vpn)?Password)$/i;

/** What stations should be set to, for which of them; and what the template was before. */
export function TemplateForm({ template, onClose }: { template?: Template; onClose: () => void }) {
  const { t } = useTranslation('configuration');
  const cache = useQueryClient();
  const [name, setName] = useState(template?.name ?? '');
  const [scope, setScope] = useState(template?.scope ?? { vendor: null, model: null, siteId: null, stationId: null });
  const [entries, setEntries] = useState<Entry[]>(
    (template?.entries ?? [empty]).map((entry, row) => ({ ...entry, value: entry.value ?? '', row })),
  );
  const done = async () => {
    await cache.invalidateQueries({ queryKey: ['configuration'] });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        scope,
        entries: entries
          .filter(({ variable }) => variable.trim() !== '')
          .map(({ row: _, isSecret, value, ...entry }) => ({ ...entry, value: isSecret && value === '' ? null : value })),
      };
      return template
        ? api.updateConfigurationTemplate({ params: { templateId: template.id }, body })
        : api.createConfigurationTemplate({ body });
    },
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteConfigurationTemplate({ params: { templateId: template?.id ?? 0 } }),
    onSuccess: done,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const change = (row: number, values: Partial<Entry>) =>
    setEntries((before) => before.map((entry) => (entry.row === row ? { ...entry, ...values } : entry)));
  const setName2 = (row: number, text: string) => {
    const at = text.lastIndexOf('.');
    change(row, {
      component: at < 0 ? '' : text.slice(0, at),
      variable: text.slice(at + 1),
      isSecret: secretName.test(text.slice(at + 1)),
    });
  };
  const word = (value: string): string | null => (value === '' ? null : value);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={template ? t('configuration:edit') : t('configuration:add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput label={t('configuration:name')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <div className={classes.pair}>
            <TextInput
              label={t('configuration:vendor')}
              placeholder={t('configuration:any')}
              value={scope.vendor ?? ''}
              onChange={(event) => setScope({ ...scope, vendor: word(event.currentTarget.value) })}
            />
            <TextInput
              label={t('configuration:model')}
              placeholder={t('configuration:any')}
              value={scope.model ?? ''}
              onChange={(event) => setScope({ ...scope, model: word(event.currentTarget.value) })}
            />
            <SiteSelect
              label={t('configuration:site')}
              placeholder={t('configuration:any')}
              value={scope.siteId}
              onChange={(siteId) => setScope({ ...scope, siteId })}
            />
            <TextInput
              label={t('configuration:station')}
              placeholder={t('configuration:any')}
              value={scope.stationId ?? ''}
              onChange={(event) => setScope({ ...scope, stationId: word(event.currentTarget.value) })}
            />
          </div>
          <fieldset className={classes.rows}>
            <legend>{t('configuration:settings')}</legend>
            <p className="sm-quiet">{t('configuration:nameHint')}</p>
            {entries.map((entry) => (
              <Group key={entry.row} gap="sm" wrap="nowrap" align="end">
                <TextInput
                  style={{ flex: 1 }}
                  aria-label={t('configuration:setting')}
                  placeholder={example}
                  value={settingName(entry)}
                  onChange={(event) => setName2(entry.row, event.currentTarget.value)}
                />
                {entry.isSecret ? (
                  <PasswordInput
                    style={{ flex: 1 }}
                    aria-label={t('configuration:value')}
                    placeholder={template ? t('configuration:secretStays') : ''}
                    value={entry.value}
                    onChange={(event) => change(entry.row, { value: event.currentTarget.value })}
                  />
                ) : (
                  <TextInput
                    style={{ flex: 1 }}
                    aria-label={t('configuration:value')}
                    placeholder="300"
                    value={entry.value}
                    onChange={(event) => change(entry.row, { value: event.currentTarget.value })}
                  />
                )}
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={t('configuration:drop', { name: settingName(entry) })}
                  onClick={() => setEntries((before) => before.filter(({ row }) => row !== entry.row))}
                >
                  <IconTrash size={17} />
                </ActionIcon>
              </Group>
            ))}
            <Button
              variant="default"
              onClick={() => setEntries((before) => [...before, { ...empty, row: Math.max(-1, ...before.map(({ row }) => row)) + 1 }])}
            >
              {t('configuration:addSetting')}
            </Button>
          </fieldset>
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="space-between">
            <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || entries.length === 0}>
              {t('configuration:save')}
            </Button>
            {template && (
              <RemoveButton
                label={t('configuration:remove')}
                title={t('configuration:removeTitle', { name: template.name })}
                text={t('configuration:removeText')}
                remove={{ ...remove, mutate: () => remove.mutate() }}
              />
            )}
          </Group>
          <p className="sm-quiet">{t('configuration:saveHint')}</p>
          {template && <History template={template} onDone={done} />}
        </Stack>
      </form>
    </Modal>
  );
}

function History({ template, onDone }: { template: Template; onDone: () => Promise<void> }) {
  const { t } = useTranslation('configuration');
  const templateId = template.id;
  const { data } = useQuery({
    queryKey: keys.configuration({ revisions: templateId, at: template.revision }),
    queryFn: () => api.listConfigurationRevisions({ params: { templateId }, query: { limit: 20 } }),
  });
  const restore = useMutation({
    mutationFn: (revision: number) => api.restoreConfigurationTemplate({ params: { templateId, revision } }),
    onSuccess: onDone,
  });
  if (!data || data.items.length < 2) return null;
  return (
    <section>
      <h3 className={classes.heading}>{t('configuration:history')}</h3>
      <ul className={classes.history}>
        {data.items.map(({ revision, at, author, change, entries }) => (
          <li key={revision}>
            <span>
              {t(`configuration:change.${change}`)}, {author}, <RelativeTime at={at} />
            </span>
            <span className="sm-mono sm-quiet">{entries.map((entry) => `${settingName(entry)} = ${entry.value ?? '***'}`).join(', ')}</span>
            {revision !== template.revision && (
              <Button size="compact-sm" variant="default" loading={restore.isPending} onClick={() => restore.mutate(revision)}>
                {t('configuration:restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {restore.error && <ErrorNote error={restore.error} />}
    </section>
  );
}
