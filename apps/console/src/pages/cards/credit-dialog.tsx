import { Button, Group, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Token } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Money } from '../../components/quantity.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys } from '../../queries.ts';
import { currencyChoices } from '../prices/currencies.ts';
import { decimalOf } from '../tariff/typed.ts';
import classes from './cards.module.css';
import { CreditEntries } from './credit-entries.tsx';

type Kind = 'topUp' | 'correction';

/** What a prepaid card has left, what it was given and what it spent; here it is topped up. */
export function CreditDialog({ card, onClose }: { card: Token; onClose: () => void }) {
  const { t } = useTranslation('credit');
  const operator = useMay('operator');
  const { data } = useQuery({ queryKey: keys.credit(card.id), queryFn: () => api.getCredit({ params: { tokenId: card.id } }) });
  const credits = data?.credits ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('credit:title', { name: card.driverName || card.value })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <dl className={classes.credits}>
          {data !== undefined && credits.length === 0 && <dt className="sm-quiet">{t('credit:none')}</dt>}
          {credits.map(({ currency, amount, available }) => (
            <div key={currency}>
              <dt className="sm-quiet">{t('credit:left')}</dt>
              <dd>
                <Money amount={available} currency={currency} />
              </dd>
              {available !== amount && (
                <dd className="sm-quiet">
                  {t('credit:booked')} <Money amount={amount} currency={currency} />
                </dd>
              )}
            </div>
          ))}
        </dl>
        {operator && <AddCredit card={card} currency={credits[0]?.currency ?? card.credit[0]?.currency ?? 'EUR'} />}
        <CreditEntries tokenId={card.id} />
      </Stack>
    </Modal>
  );
}

function AddCredit({ card, currency: usual }: { card: Token; currency: string }) {
  const { t } = useTranslation('credit');
  const locale = useLocale();
  const cache = useQueryClient();
  const [kind, setKind] = useState<Kind>('topUp');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = chosen ?? usual;
  const amount = decimalOf(typed);
  const isWrong = amount === null || Number(amount) === 0 || (kind === 'topUp' && Number(amount) < 0);
  const add = useMutation({
    mutationFn: () =>
      api.addCredit({ params: { tokenId: card.id }, body: { kind, amount: amount ?? '', currency, reason: reason.trim() } }),
    onSuccess: async () => {
      notifications.show({ message: t(`credit:done.${kind}`) });
      setTyped('');
      setReason('');
      await Promise.all([['credit', card.id], ['tokens']].map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!isWrong) add.mutate();
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('credit:what')}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={(['topUp', 'correction'] as const).map((value) => ({ value, label: t(`credit:kind.${value}`) }))}
        />
        <div className={classes.pair}>
          <TextInput
            label={t('credit:amount')}
            description={t(`credit:amountHint.${kind}`)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="decimal"
            autoComplete="off"
            required
            error={typed !== '' && isWrong && t('credit:wrong')}
            data-autofocus
          />
          <Select
            label={t('credit:currency')}
            value={currency}
            onChange={(value) => value && setChosen(value)}
            data={currencyChoices(locale)}
            searchable
            allowDeselect={false}
          />
        </div>
        <TextInput
          label={t('credit:reason')}
          description={t(`credit:reasonHint.${kind}`)}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
          required={kind === 'correction'}
        />
        {add.error && <ErrorNote error={add.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending} disabled={isWrong || (kind === 'correction' && reason.trim() === '')}>
            {t(`credit:do.${kind}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
