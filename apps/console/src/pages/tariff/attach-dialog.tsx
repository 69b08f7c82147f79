import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Tariff } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { notifications } from '../../notices.tsx';
import { isWhole, noTarget, TargetFields, targetBody } from './target-fields.tsx';

/** Lets a tariff hold somewhere, or for somebody. */
export function AttachDialog({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const { t } = useTranslation('tariff');
  const cache = useQueryClient();
  const [target, setTarget] = useState(noTarget);
  const [span, setSpan] = useState({ from: '', until: '' });
  const moment = (text: string) => new Date(text).toISOString();
  const attach = useMutation({
    mutationFn: () =>
      api.createTariffAssignment({
        body: {
          tariffId: tariff.id,
          ...targetBody(target),
          ...(span.from !== '' && { validFrom: moment(span.from) }),
          ...(span.until !== '' && { validUntil: moment(span.until) }),
        },
      }),
    onSuccess: async () => {
      notifications.show({ message: t('tariff:uses.added', { name: tariff.name }) });
      onClose();
      await Promise.all(
        ['tariffUses', 'tariffs', 'tariff', 'sites', 'overview'].map((kind) => cache.invalidateQueries({ queryKey: [kind] })),
      );
    },
  });
  const isBackwards = span.from !== '' && span.until !== '' && span.from >= span.until;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('tariff:uses.addTitle', { name: tariff.name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isWhole(target) && !isBackwards) attach.mutate();
        }}
      >
        <Stack>
          <TargetFields value={target} onChange={(change) => setTarget({ ...target, ...change })} />
          <Group grow align="flex-start">
            <TextInput
              type="datetime-local"
              label={t('tariff:uses.from')}
              description={t('tariff:uses.fromHint')}
              value={span.from}
              onChange={(event) => setSpan({ ...span, from: event.currentTarget.value })}
            />
            <TextInput
              type="datetime-local"
              label={t('tariff:uses.until')}
              description={t('tariff:uses.untilHint')}
              value={span.until}
              onChange={(event) => setSpan({ ...span, until: event.currentTarget.value })}
              error={isBackwards && t('tariff:fault.validUntil')}
            />
          </Group>
          {attach.error && <ErrorNote error={attach.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={attach.isPending} disabled={!isWhole(target) || isBackwards}>
              {t('tariff:uses.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
