import { MultiSelect, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { energyTransferModes, tokenTypes } from '@stationmaster/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Token } from '../../api.ts';
import { DriverSelect } from '../../components/driver-select.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { notifications } from '../../notices.tsx';
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
  const submit = () => {
    if (!unordered) save.mutate();
  };
  return (
    <FormDialog
      title={t(card ? 'cards:form.edit' : 'cards:form.add')}
      onClose={onClose}
      onSubmit={submit}
      sending={save}
      action={t(card ? 'common:save' : 'cards:add')}
      disabled={unordered || value.trim() === ''}
      size="lg"
    >
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
      <DriverSelect
        label={t('cards:form.owner')}
        description={t('cards:form.ownerHint')}
        value={fields.driver}
        onChange={(driver) => set({ driver, ...(driver === null ? {} : { driverName: driver.name }) })}
      />
      <TextInput
        label={t('cards:form.driver')}
        description={t('cards:form.driverHint')}
        value={fields.driverName}
        disabled={fields.driver !== null}
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
        label={t('cards:form.prepaid')}
        description={t('cards:form.prepaidHint')}
        checked={fields.prepaid}
        onChange={(event) => set({ prepaid: event.currentTarget.checked })}
      />
      <Switch
        label={t('cards:form.blocked')}
        description={t('cards:form.blockedHint')}
        checked={fields.blocked}
        onChange={(event) => set({ blocked: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}

interface Fields {
  /** Whose it is. */
  driver: { id: number; name: string } | null;
  driverName: string;
  note: string;
  groupId: string;
  blocked: boolean;
  prepaid: boolean;
  aliases: string[];
  type: (typeof tokenTypes)[number];
  /** None: nothing is agreed. */
  ways: NonNullable<Token['allowedEnergyTransfer']>;
  from: string;
  until: string;
}

function fieldsOf(card: Token | undefined): Fields {
  return {
    driver: card?.driverId ? { id: card.driverId, name: card.driverName } : null,
    driverName: card?.driverName ?? '',
    note: card?.note ?? '',
    groupId: card?.groupId ?? '',
    blocked: card?.blocked ?? false,
    prepaid: card?.prepaid ?? false,
    aliases: card?.aliases ?? [],
    type: tokenTypes.find((type) => type === card?.type) ?? 'ISO14443',
    ways: card?.allowedEnergyTransfer ?? [],
    from: dayOf(card?.validFrom ?? null),
    until: dayOf(card?.validUntil ?? null, true),
  };
}

/** A day that was not touched keeps its exact moment, which an import may have set to the minute. */
function bodyOf(fields: Fields, card?: Token) {
  const { from, until, ways, driver, ...rest } = fields;
  const before = fieldsOf(card);
  return {
    ...rest,
    driverId: driver?.id ?? null,
    groupId: fields.groupId.trim() || null,
    allowedEnergyTransfer: ways.length === 0 ? null : ways,
    driverName: fields.driverName.trim(),
    validFrom: card && from === before.from ? card.validFrom : instantOf(from),
    validUntil: card && until === before.until ? card.validUntil : instantOf(until, true),
  };
}
