import { Button, Group, Modal, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionCheck } from '../api.ts';
import { ErrorNote } from '../components/error-note.tsx';
import { Findings } from './findings.tsx';
import { useRepair } from './use-repair.ts';

interface Props {
  check: SessionCheck;
  session: { energyWh: number; startedAt: string; endedAt: string | null };
  onClose: () => void;
}

/** A person decides: what the figures truly are, whether it is billed, and why. */
export function RepairDialog({ check, session, onClose }: Props) {
  const { t } = useTranslation('checks');
  const { suggestion } = check;
  const [billing, setBilling] = useState<'bill' | 'drop'>(suggestion?.billing ?? 'bill');
  const [kwh, setKwh] = useState<number | string>((suggestion?.energyWh ?? session.energyWh) / 1000);
  const [start, setStart] = useState(localOf(suggestion?.startedAt ?? session.startedAt));
  const [end, setEnd] = useState(localOf(suggestion?.endedAt ?? session.endedAt ?? session.startedAt));
  const [reason, setReason] = useState('');
  const repair = useRepair(check.sessionId, onClose);
  const energyWh = Math.round(Number(kwh) * 1000);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const figures = billing === 'drop' ? {} : changed({ energyWh, start, end }, session);
    repair.mutate({ reason: reason.trim(), change: { billing, ...figures } });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('checks:dialog.title', { id: check.sessionId })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Findings findings={check.findings} />
          <Radio.Group
            label={t('checks:dialog.money')}
            value={billing}
            onChange={(value) => setBilling(value === 'drop' ? 'drop' : 'bill')}
          >
            <Stack gap={6} mt={6}>
              <Radio value="bill" label={t('checks:dialog.bill')} />
              <Radio value="drop" label={t('checks:dialog.drop')} />
            </Stack>
          </Radio.Group>
          {billing === 'bill' && (
            <>
              <NumberInput
                label={t('checks:dialog.energy')}
                suffix=" kWh"
                min={0}
                max={10_000}
                decimalScale={3}
                value={kwh}
                onChange={setKwh}
              />
              <TextInput
                type="datetime-local"
                step={1}
                label={t('checks:dialog.start')}
                value={start}
                onChange={(event) => setStart(event.currentTarget.value)}
              />
              <TextInput
                type="datetime-local"
                step={1}
                label={t('checks:dialog.end')}
                value={end}
                onChange={(event) => setEnd(event.currentTarget.value)}
              />
            </>
          )}
          <Textarea
            label={t('checks:dialog.reason')}
            description={t('checks:dialog.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            required
            autosize
            minRows={2}
          />
          {repair.error && <ErrorNote error={repair.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" disabled={reason.trim() === ''} loading={repair.isPending}>
              {t('checks:dialog.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Only what differs is a repair; the field shows whole seconds. */
function changed({ energyWh, start, end }: { energyWh: number; start: string; end: string }, session: Props['session']) {
  return {
    ...(Number.isFinite(energyWh) && energyWh !== Math.round(session.energyWh) ? { energyWh } : {}),
    ...(start === localOf(session.startedAt) ? {} : { startedAt: new Date(start).toISOString() }),
    ...(session.endedAt === null || end === localOf(session.endedAt) ? {} : { endedAt: new Date(end).toISOString() }),
  };
}

/** As a datetime-local field wants it: the viewer's wall time. */
function localOf(at: string): string {
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
