import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type ConnectionInstruction } from '../api.ts';
import { notifications } from '../notices.tsx';
import { keys } from '../queries.ts';
import { FormDialog } from './form-dialog.tsx';

interface Props {
  /** null: new ones. */
  instruction: ConnectionInstruction | null;
  /** What new ones are for to begin with. */
  station: { vendor: string | null; model: string | null };
  /** What stands there now; null: they were removed. */
  onDone: (instruction: ConnectionInstruction | null) => void;
  onClose: () => void;
}
const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** What an operator knows better of a maker's stations than what was delivered; that comes back when it is removed. */
export function ConnectionForm({ instruction, station, onDone, onClose }: Props) {
  const { t } = useTranslation('install');
  const cache = useQueryClient();
  const [name, setName] = useState(instruction === null ? (station.vendor ?? '') : instruction.name || t('install:steps.anyMaker'));
  const [vendor, setVendor] = useState(instruction?.vendor ?? station.vendor ?? '');
  const [model, setModel] = useState(instruction?.model ?? '');
  const [en, setEn] = useState(instruction?.steps.en.join('\n') ?? '');
  const [de, setDe] = useState(instruction?.steps.de.join('\n') ?? '');
  const over = async (one: ConnectionInstruction | null, message: string) => {
    await cache.invalidateQueries({ queryKey: keys.instructions });
    notifications.show({ message });
    onDone(one);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), vendor, model, steps: { en: linesOf(en), de: linesOf(de) } };
      return instruction?.id
        ? api.updateConnectionInstruction({ params: { instructionId: instruction.id }, body })
        : api.createConnectionInstruction({ body: { ...body, replaces: instruction?.key ?? null } });
    },
    onSuccess: (one) => over(one, t('install:steps.saved')),
  });
  const remove = useMutation({
    mutationFn: (instructionId: number) => api.deleteConnectionInstruction({ params: { instructionId } }),
    onSuccess: () => over(null, t('install:steps.removed')),
  });
  const id = instruction?.id ?? null;
  return (
    <FormDialog
      title={t('install:steps.changeTitle')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={{ isPending: save.isPending, error: save.error ?? remove.error }}
      disabled={name.trim() === '' || linesOf(en).length + linesOf(de).length === 0}
      size="lg"
      aside={
        id !== null && (
          <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(id)}>
            {t(instruction?.key ? 'install:steps.back' : 'install:steps.remove')}
          </Button>
        )
      }
    >
      <TextInput
        label={t('install:steps.name')}
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('install:steps.vendor')}
        description={t('install:steps.vendorHint')}
        maxLength={200}
        value={vendor}
        onChange={(event) => setVendor(event.currentTarget.value)}
      />
      <TextInput
        label={t('install:steps.model')}
        description={t('install:steps.modelHint')}
        placeholder={station.model ?? ''}
        maxLength={200}
        value={model}
        onChange={(event) => setModel(event.currentTarget.value)}
      />
      <Textarea
        label={t('install:steps.stepsEn')}
        description={t('install:steps.stepsHint')}
        autosize
        minRows={4}
        maxRows={12}
        value={en}
        onChange={(event) => setEn(event.currentTarget.value)}
      />
      <Textarea
        label={t('install:steps.stepsDe')}
        autosize
        minRows={4}
        maxRows={12}
        value={de}
        onChange={(event) => setDe(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
