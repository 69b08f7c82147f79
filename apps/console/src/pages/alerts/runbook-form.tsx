import { ActionIcon, Button, Fieldset, Group, MultiSelect, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type AlertKind, alertKinds, type RunbookAction, type RunbookStep, runbookActions } from '@stationmaster/domain';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Runbook } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { notifications } from '../../notices.tsx';
import { useBookWords } from './book-words.ts';

const firstSteps: RunbookStep[] = [
  { do: 'askStatus', minutes: 2 },
  { do: 'resetSoft', minutes: 10 },
  { do: 'tell', minutes: 0 },
];

/** A recipe, written step by step; each step reads as a sentence. */
export function RunbookForm({ runbook, onClose }: { runbook?: Runbook; onClose: () => void }) {
  const { t } = useTranslation('alerts');
  const cache = useQueryClient();
  const words = useBookWords();
  const [fields, setFields] = useState(() => ({
    name: runbook?.name ?? '',
    enabled: runbook?.enabled ?? false,
    kinds: runbook?.kinds ?? ([] as AlertKind[]),
    steps: runbook?.steps ?? firstSteps,
    mayDisturb: runbook?.mayDisturb ?? false,
    restMinutes: runbook?.restMinutes ?? 60,
  }));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () =>
      runbook ? api.updateRunbook({ params: { runbookId: runbook.id }, body: fields }) : api.createRunbook({ body: fields }),
    onSuccess: async (saved) => {
      notifications.show({ message: t('alerts:book.saved', { name: words.name(saved) }) });
      onClose();
      await cache.invalidateQueries({ queryKey: ['runbooks'] });
    },
  });
  const remove = useMutation({
    mutationFn: (runbookId: number) => api.deleteRunbook({ params: { runbookId } }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['runbooks'] });
    },
  });
  return (
    <FormDialog
      title={t(runbook ? 'alerts:book.editTitle' : 'alerts:book.addTitle')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      aside={
        runbook &&
        runbook.builtin === null && (
          <RemoveButton
            label={t('alerts:book.remove')}
            title={t('alerts:book.removeTitle', { name: runbook.name })}
            text={t('alerts:book.removeText')}
            remove={{ ...remove, mutate: () => remove.mutate(runbook.id) }}
          />
        )
      }
      size="lg"
    >
      <TextInput
        label={t('alerts:book.nameField')}
        placeholder={runbook?.builtin ? words.name({ name: '', builtin: runbook.builtin }) : ''}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required={!runbook?.builtin}
        maxLength={100}
        autoComplete="off"
      />
      <MultiSelect
        label={t('alerts:book.kinds')}
        description={t('alerts:book.kindsHint')}
        value={fields.kinds}
        onChange={(kinds) => set({ kinds: kinds as AlertKind[] })}
        data={alertKinds.map((value) => ({ value, label: t(`alerts:kind.${value}`) }))}
      />
      <Fieldset legend={t('alerts:book.steps')}>
        <StepFields steps={fields.steps} onChange={(steps) => set({ steps })} />
      </Fieldset>
      <NumberInput
        label={t('alerts:book.rest')}
        value={fields.restMinutes}
        min={1}
        max={10_080}
        allowDecimal={false}
        onChange={(value) => set({ restMinutes: Number(value) })}
      />
      <Switch
        label={t('alerts:book.disturbs')}
        description={t('alerts:book.disturbsHint')}
        checked={fields.mayDisturb}
        onChange={(event) => set({ mayDisturb: event.currentTarget.checked })}
      />
      <Switch
        label={t('alerts:book.enabled')}
        checked={fields.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}

function StepFields({ steps, onChange }: { steps: RunbookStep[]; onChange: (steps: RunbookStep[]) => void }) {
  const { t } = useTranslation('alerts');
  const change = (index: number, step: Partial<RunbookStep>) =>
    onChange(steps.map((one, at) => (at === index ? { ...one, ...step } : one)));
  const up = (index: number) =>
    onChange(steps.map((one, at) => (at === index - 1 ? (steps[index] ?? one) : at === index ? (steps[index - 1] ?? one) : one)));
  return (
    <Stack gap="xs">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <Group key={index} align="flex-end" wrap="wrap" gap="xs">
          <Select
            label={t('alerts:book.action', { number: index + 1 })}
            value={step.do}
            onChange={(action) => action && change(index, { do: action as RunbookAction })}
            data={runbookActions.map((value) => ({ value, label: t(`alerts:book.do.${value}`) }))}
            allowDeselect={false}
            style={{ flex: '1 1 200px' }}
          />
          {step.do !== 'tell' && (
            <NumberInput
              label={t('alerts:book.minutes')}
              value={step.minutes}
              min={0}
              max={1440}
              allowDecimal={false}
              w={130}
              onChange={(value) => change(index, { minutes: Number(value) })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={index === 0}
            aria-label={t('alerts:book.up', { number: index + 1 })}
            onClick={() => up(index)}
          >
            <IconArrowUp size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={steps.length === 1}
            aria-label={t('alerts:book.removeStep', { number: index + 1 })}
            onClick={() => onChange(steps.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        disabled={steps.length >= 20}
        onClick={() => onChange([...steps, { do: 'wait', minutes: 10 }])}
      >
        {t('alerts:book.addStep')}
      </Button>
    </Stack>
  );
}
