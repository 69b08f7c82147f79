import { Button, Group, Modal, MultiSelect, Select, Stack, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { energyTransferModes, tokenTypes } from '@stationmaster/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Token } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import classes from './cards.module.css';
import { useCardsChanged } from './use-cards.ts';
import { dayOf, instantOf } from './validity.ts';

/** Adds a card (perhaps with a number taken from a tap) or changes one. */
export function CardForm({ card, value: given = '', onClose }: { card?: Token | undefined; value?: string; onClose: () => void }) {
  const { t } = useTranslation('cards');
  const changed = useCardsChanged();
  const [value, setValue] = useState(card?.value ?? given);
  const [fields, setFields] = useState(() => fieldsOf(card));
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const unordered = fields.from !== '' && fields.until !== '' && fields.until < fields.from;
  const save = useMutation({
    mutationFn: () =>
      card
        ? api.updateToken({ params: { tokenId: card.id }, body: bodyOf(fields, card) })
        : api.createToken({ body: { value: value.trim(), ...bodyOf(fields) } }),
    onSuccess: async (saved) => {
      notifications.show({ message: t('cards:form.saved', { name: saved.driverName || saved.value }) });
      onClose();
      await changed();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!unordered) save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(card ? 'cards:form.edit' : 'cards:form.add')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('cards:form.value')}
            description={t(card ? 'cards:form.valueFixed' : 'cards:form.valueHint')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            readOnly={card !== undefined}
            required
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            {...(card || given ? {} : { 'data-autofocus': true })}
          />
          <TextInput
            label={t('cards:form.driver')}
            description={t('cards:form.driverHint')}
            value={fields.driverName}
            onChange={(event) => set({ driverName: event.currentTarget.value })}
            maxLength={100}
            autoComplete="off"
            {...(card || given ? { 'data-autofocus': true } : {})}
          />
          <Textarea
            label={t('cards:form.note')}
            value={fields.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
            maxLength={500}
            autosize
            minRows={1}
            maxRows={5}
          />
          <div className={classes.pair}>
            <TextInput
              type="date"
              label={t('cards:form.from')}
              description={t('cards:form.limitHint')}
              value={fields.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('cards:form.until')}
              description={t('cards:form.limitHint')}
              value={fields.until}
              onChange={(event) => set({ until: event.currentTarget.value })}
              error={unordered ? t('cards:form.order') : null}
            />
          </div>
          <TextInput
            label={t('cards:form.group')}
            description={t('cards:form.groupHint')}
            value={fields.groupId}
            onChange={(event) => set({ groupId: event.currentTarget.value })}
            maxLength={36}
            autoComplete="off"
          />
          <Select
            label={t('cards:form.type')}
            description={t('cards:form.typeHint')}
            value={fields.type}
            onChange={(type) => type && set({ type })}
            data={tokenTypes.map((type) => ({ value: type, label: t(`cards:form.types.${type}`) }))}
            allowDeselect={false}
          />
          <MultiSelect
            label={t('cards:form.ways')}
            description={t('cards:form.waysHint')}
            value={fields.ways}
            onChange={(ways) => set({ ways })}
            data={energyTransferModes.map((mode) => ({ value: mode, label: t(`cards:form.mode.${mode}`) }))}
            clearable
          />
          <TagsInput
            label={t('cards:form.aliases')}
            description={t('cards:form.aliasesHint')}
            value={fields.aliases}
            onChange={(aliases) => set({ aliases })}
            maxTags={20}
            acceptValueOnBlur
          />
          <Switch
            label={t('cards:form.blocked')}
            description={t('cards:form.blockedHint')}
            checked={fields.blocked}
            onChange={(event) => set({ blocked: event.currentTarget.checked })}
          />
          {save.error && <ErrorNote error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={unordered || value.trim() === ''}>
              {t(card ? 'common:save' : 'cards:add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Fields {
  driverName: string;
  note: string;
  groupId: string;
  blocked: boolean;
  aliases: string[];
  type: (typeof tokenTypes)[number];
  /** None: nothing is agreed. */
  ways: NonNullable<Token['allowedEnergyTransfer']>;
  from: string;
  until: string;
}

function fieldsOf(card: Token | undefined): Fields {
  return {
    driverName: card?.driverName ?? '',
    note: card?.note ?? '',
    groupId: card?.groupId ?? '',
    blocked: card?.blocked ?? false,
    aliases: card?.aliases ?? [],
    type: tokenTypes.find((type) => type === card?.type) ?? 'ISO14443',
    ways: card?.allowedEnergyTransfer ?? [],
    from: dayOf(card?.validFrom ?? null),
    until: dayOf(card?.validUntil ?? null, true),
  };
}

/** A day that was not touched keeps its exact moment, which an import may have set to the minute. */
function bodyOf(fields: Fields, card?: Token) {
  const { from, until, ways, ...rest } = fields;
  const before = fieldsOf(card);
  return {
    ...rest,
    groupId: fields.groupId.trim() || null,
    allowedEnergyTransfer: ways.length === 0 ? null : ways,
    driverName: fields.driverName.trim(),
    validFrom: card && from === before.from ? card.validFrom : instantOf(from),
    validUntil: card && until === before.until ? card.validUntil : instantOf(until, true),
  };
}
