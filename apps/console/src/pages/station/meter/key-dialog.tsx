import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MeterKey } from '../../../api.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { keys } from '../../../queries.ts';

/** `given`: what the station tells, to be registered by a person. */
export function KeyDialog({ stationId, given, onClose }: { stationId: string; given: Partial<MeterKey>; onClose: () => void }) {
  const { t } = useTranslation('checks');
  const cache = useQueryClient();
  const [publicKey, setKey] = useState(given.publicKey ?? '');
  const [evseId, setEvse] = useState<number | string>(given.evseId ?? 0);
  const [meterSerial, setSerial] = useState('');
  const register = useMutation({
    mutationFn: () => api.registerMeterKey({ params: { stationId }, body: { publicKey, evseId: Number(evseId) || 0, meterSerial } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: keys.meterKeys(stationId) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('checks:keys.add')}
      onClose={onClose}
      onSubmit={() => register.mutate()}
      sending={register}
      action={t('checks:keys.save')}
      disabled={publicKey.trim().length < 40}
    >
      <Textarea
        label={t('checks:keys.key')}
        description={t('checks:keys.keyHint')}
        value={publicKey}
        onChange={(event) => setKey(event.currentTarget.value)}
        required
        autosize
        minRows={3}
        spellCheck={false}
        data-autofocus
      />
      <NumberInput
        label={t('checks:keys.evse')}
        description={t('checks:keys.evseHint')}
        min={0}
        max={999}
        value={evseId}
        onChange={setEvse}
      />
      <TextInput
        label={t('checks:keys.serial')}
        description={t('checks:keys.serialHint')}
        value={meterSerial}
        onChange={(event) => setSerial(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
