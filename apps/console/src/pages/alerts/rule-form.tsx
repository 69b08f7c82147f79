import { Fieldset, Group, MultiSelect, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import {
  type AlertKind,
  type AlertSeverity,
  alertKinds,
  alertSeverities,
  type RuleParameters,
  ruleParameters,
} from '@stationmaster/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AlertRule, api } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { useSiteChoice } from '../../components/site-select.tsx';
import { notifications } from '../../notices.tsx';
import { EscalationFields } from './escalation-fields.tsx';
import { useAlertWords } from './look.tsx';
import { QuietFields } from './quiet-fields.tsx';

/** A new rule, or one as it is. */
export function RuleForm({ rule, onClose }: { rule?: AlertRule; onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const words = useAlertWords();
  const sites = useSiteChoice();
  const [fields, setFields] = useState(() => ({
    name: rule?.name ?? '',
    kind: rule?.kind ?? ('offline' as AlertKind),
    enabled: rule?.enabled ?? true,
    severity: rule?.severity ?? ('warning' as AlertSeverity),
    parameters: (rule?.parameters ?? {}) as RuleParameters,
    scope: { siteIds: rule?.scope.siteIds ?? [], stationIds: rule?.scope.stationIds ?? [] },
    quiet: rule?.quiet ?? null,
    steps: rule?.steps ?? [],
    groupMinutes: rule?.groupMinutes ?? 5,
    tellEnd: rule?.tellEnd ?? true,
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const refresh = () => Promise.all(['alertRules', 'alerts'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })));
  const save = useMutation({
    mutationFn: () => (rule ? api.updateAlertRule({ params: { ruleId: rule.id }, body: fields }) : api.createAlertRule({ body: fields })),
    onSuccess: async (saved) => {
      notifications.show({ message: t('alerts:rule.saved', { name: words.what(saved) }) });
      onClose();
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (ruleId: number) => api.deleteAlertRule({ params: { ruleId } }),
    onSuccess: async () => {
      onClose();
      await refresh();
    },
  });
  const numbers = Object.entries(ruleParameters[fields.kind]) as [keyof RuleParameters, readonly [number, number, number]][];
  return (
    <FormDialog
      title={t(rule ? 'alerts:rule.editTitle' : 'alerts:rule.addTitle')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      aside={
        rule &&
        !rule.builtin && (
          <RemoveButton
            label={t('alerts:rule.remove')}
            title={t('alerts:rule.removeTitle', { name: rule.name || t(`alerts:kind.${rule.kind}`) })}
            text={t('alerts:rule.removeText')}
            remove={{ ...remove, mutate: () => remove.mutate(rule.id) }}
          />
        )
      }
      size="lg"
    >
      <Select
        label={t('alerts:rule.kind')}
        value={fields.kind}
        onChange={(kind) => kind && set({ kind: kind as AlertKind, parameters: {} })}
        data={alertKinds.map((value) => ({ value, label: t(`alerts:kind.${value}`) }))}
        disabled={rule?.builtin ?? false}
        allowDeselect={false}
      />
      <Group grow align="flex-end">
        {numbers.map(([name, [standard, least, most]]) => (
          <NumberInput
            key={name}
            label={t(`alerts:rule.number.${name}`)}
            value={fields.parameters[name] ?? standard}
            min={least}
            max={most}
            allowDecimal={false}
            onChange={(value) => set({ parameters: { ...fields.parameters, [name]: Number(value) } })}
          />
        ))}
        <Select
          label={t('alerts:rule.severity')}
          value={fields.severity}
          onChange={(severity) => severity && set({ severity: severity as AlertSeverity })}
          data={alertSeverities.map((value) => ({ value, label: t(`alerts:severity.${value}`) }))}
          allowDeselect={false}
        />
      </Group>
      <TextInput
        label={t('alerts:rule.name')}
        description={t('alerts:rule.nameHint')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={100}
      />
      <MultiSelect
        label={t('alerts:rule.sites')}
        description={t('alerts:rule.sitesHint')}
        value={fields.scope.siteIds.map(String)}
        onChange={(ids) => set({ scope: { ...fields.scope, siteIds: ids.map(Number) } })}
        data={sites.data?.items.map((site) => ({ value: String(site.id), label: site.name })) ?? []}
        searchable
        clearable
      />
      <TagsInput
        label={t('alerts:rule.stations')}
        description={t('alerts:rule.stationsHint')}
        value={fields.scope.stationIds}
        onChange={(stationIds) => set({ scope: { ...fields.scope, stationIds } })}
      />
      <Fieldset legend={t('alerts:rule.told')}>
        <EscalationFields steps={fields.steps} onChange={(steps) => set({ steps })} />
      </Fieldset>
      <QuietFields quiet={fields.quiet} onChange={(quiet) => set({ quiet })} />
      <NumberInput
        label={t('alerts:rule.group')}
        value={fields.groupMinutes}
        min={1}
        max={1440}
        allowDecimal={false}
        onChange={(value) => set({ groupMinutes: Number(value) })}
      />
      <Switch
        label={t('alerts:rule.tellEnd')}
        checked={fields.tellEnd}
        onChange={(event) => set({ tellEnd: event.currentTarget.checked })}
      />
      <Switch
        label={t('alerts:rule.enabled')}
        checked={fields.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
