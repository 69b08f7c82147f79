import { Button, Checkbox, Modal, Select, Stack } from '@mantine/core';
import { connectorTypes } from '@stationmaster/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station, Token } from '../../api.ts';
import { CardSelect } from '../../components/card-select.tsx';
import { clock } from '../../format.ts';
import { useLocale } from '../../locale.ts';
import { currentMoment, useNow } from '../../now.ts';
import { plugsOf } from '../../station-state.ts';
import { ReservationPrice } from './reservation-price.tsx';
import type { CommandRequest } from './use-command.ts';

const durations = ['15', '30', '60', '120', '240', '480', '1440'] as const;
type ConnectorType = (typeof connectorTypes)[number];

interface Props {
  station: Station;
  /** The plug it was asked for; 0: any. */
  evseId: number;
  onReserve: (request: CommandRequest) => void;
  onClose: () => void;
}

/** Who may charge where, and until when nobody else may. */
export function ReserveDialog({ station, evseId, onReserve, onClose }: Props) {
  const { t } = useTranslation('reservations');
  const locale = useLocale();
  const now = useNow(60_000);
  const [card, setCard] = useState<Token | null>(null);
  const [form, setForm] = useState({ evseId, kind: null as ConnectorType | null, forGroup: false, minutes: '30' });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const knowsKinds = station.protocol !== 'ocpp1.6';
  const groupId = card?.groupId ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!card) return;
    onReserve({
      verb: 'reserve',
      evseId: form.evseId,
      token: card.value,
      expiresAt: new Date(currentMoment() + Number(form.minutes) * 60_000).toISOString(),
      ...(form.evseId === 0 && form.kind !== null ? { connectorType: form.kind } : {}),
      ...(form.forGroup && groupId !== null ? { groupId } : {}),
    });
  };
  return (
    <Modal opened onClose={onClose} title={t('reservations:reserveTitle')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack>
          <CardSelect label={t('reservations:card')} description={t('reservations:cardHint')} value={card} onChange={setCard} />
          {groupId !== null && (
            <Checkbox
              label={t('reservations:forGroup', { group: groupId })}
              checked={form.forGroup}
              onChange={(event) => set({ forGroup: event.currentTarget.checked })}
            />
          )}
          <Select
            label={t('reservations:place')}
            {...(form.evseId === 0 ? { description: t('reservations:anyPlugHint') } : {})}
            value={String(form.evseId)}
            onChange={(value) => set({ evseId: Number(value ?? 0) })}
            data={[
              { value: '0', label: t('reservations:anyPlug') },
              ...evsesOf(station).map((id) => ({ value: String(id), label: t('station:plug', { name: id }) })),
            ]}
            allowDeselect={false}
          />
          {form.evseId === 0 && knowsKinds && (
            <Select
              label={t('reservations:kind')}
              placeholder={t('reservations:anyKind')}
              value={form.kind}
              onChange={(value) => set({ kind: connectorTypes.find((kind) => kind === value) ?? null })}
              data={[...connectorTypes]}
              searchable
              clearable
            />
          )}
          <Select
            label={t('reservations:howLong')}
            description={t('reservations:until', { time: clock(now + Number(form.minutes) * 60_000, locale) })}
            value={form.minutes}
            onChange={(value) => set({ minutes: value ?? '30' })}
            data={durations.map((value) => ({ value, label: t(`reservations:minutes.${value}`) }))}
            allowDeselect={false}
          />
          <ReservationPrice stationId={station.id} evseId={form.evseId} tokenId={card?.id} minutes={Number(form.minutes)} />
          <Button type="submit" disabled={!card}>
            {t('reservations:reserve')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** A reservation is for an EVSE, whichever of its sockets. */
function evsesOf(station: Station): number[] {
  return [...new Set(plugsOf(station).flatMap(({ connector }) => (connector === null ? [] : [connector.evseId])))];
}
