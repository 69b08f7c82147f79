import { Button, Checkbox, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { type AcceptanceStep, acceptanceSteps } from '@stationmaster/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { SiteSelect } from '../../components/site-select.tsx';
import { keys } from '../../queries.ts';
import { useAcceptanceWords } from '../acceptance-run/run-state.tsx';

/** Begins the test of one station, or (without one) of all stations of a site with nobody there. */
export function StartForm({ stationId, onClose }: { stationId: string | null; onClose: () => void }) {
  const { t } = useTranslation('acceptance');
  const words = useAcceptanceWords();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [token, setToken] = useState('');
  const [evseId, setEvse] = useState(1);
  const [leastProfile, setProfile] = useState('0');
  const [firmware, setFirmware] = useState('');
  const [name, setName] = useState('');
  const [siteId, setSite] = useState<number | null>(null);
  const [stepSeconds, setStepSeconds] = useState<number | null>(null);
  const [left, setLeft] = useState<ReadonlySet<AcceptanceStep>>(new Set(['firmware']));
  const plan = {
    steps: acceptanceSteps.filter((step) => (step === 'firmware' ? firmware !== '' : !left.has(step))),
    hands: stationId === null ? ('none' as const) : ('person' as const),
    evseId,
    token: token.trim() === '' ? null : token.trim(),
    leastProfile: Number(leastProfile),
    firmwareVersion: firmware.trim() === '' ? null : firmware.trim(),
    stepSeconds,
  };
  const start = useMutation({
    mutationFn: async () => {
      if (stationId !== null) {
        const { id } = await api.startAcceptance({ params: { stationId }, body: plan });
        return { to: '/acceptance/$runId' as const, params: { runId: String(id) } };
      }
      const { id } = await api.startAcceptanceBatch({ body: { name: name.trim(), filter: siteId === null ? {} : { siteId }, plan } });
      return { to: '/acceptance' as const, search: { batch: String(id) } as never };
    },
    onSuccess: async (place) => {
      onClose();
      await cache.invalidateQueries({ queryKey: keys.acceptance() });
      await navigate(place);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  const toggle = (step: AcceptanceStep) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(step)) next.add(step);
      return next;
    });
  return (
    <Modal
      opened
      onClose={onClose}
      title={stationId === null ? t('acceptance:startMany') : t('acceptance:start')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <p className="sm-quiet" style={{ margin: 0 }}>
            {stationId === null ? t('acceptance:manyText') : t('acceptance:oneText')}
          </p>
          {stationId === null && (
            <>
              <TextInput label={t('acceptance:batchName')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
              <SiteSelect label={t('acceptance:site')} placeholder={t('acceptance:everySite')} value={siteId} onChange={setSite} />
            </>
          )}
          <TextInput
            label={t('acceptance:token')}
            description={stationId === null ? t('acceptance:tokenMany') : t('acceptance:tokenHint')}
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <NumberInput
            label={t('acceptance:evse')}
            min={1}
            max={999}
            allowDecimal={false}
            value={evseId}
            onChange={(value) => typeof value === 'number' && setEvse(value)}
          />
          <Select
            label={t('acceptance:profile')}
            data={['0', '1', '2', '3'].map((value) => ({ value, label: t(`acceptance:profiles.${value}`) }))}
            value={leastProfile}
            onChange={(value) => value && setProfile(value)}
            allowDeselect={false}
          />
          <TextInput
            label={t('acceptance:firmware')}
            description={t('acceptance:firmwareHint')}
            value={firmware}
            onChange={(event) => setFirmware(event.currentTarget.value)}
          />
          <NumberInput
            label={t('acceptance:stepSeconds')}
            description={t('acceptance:stepSecondsHint')}
            min={5}
            max={3600}
            allowDecimal={false}
            value={stepSeconds ?? ''}
            onChange={(value) => setStepSeconds(typeof value === 'number' ? value : null)}
          />
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend className="sm-quiet">{t('acceptance:which')}</legend>
            <Stack gap={8} mt={6}>
              {acceptanceSteps
                .filter((step) => step !== 'firmware')
                .map((step) => (
                  <Checkbox key={step} label={words.step[step].name} checked={!left.has(step)} onChange={() => toggle(step)} />
                ))}
            </Stack>
          </fieldset>
          {start.error && <ErrorNote error={start.error} />}
          <Button
            type="submit"
            size="md"
            loading={start.isPending}
            disabled={plan.steps.length === 0 || (stationId === null && name.trim() === '')}
          >
            {t('acceptance:begin')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
