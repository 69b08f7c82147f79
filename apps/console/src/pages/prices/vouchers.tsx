import { Button, Group } from '@mantine/core';
import { IconPlus, IconTicket } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MadeVouchers, type VoucherCampaign } from '../../api.ts';
import { ConfirmDanger } from '../../components/confirm-danger.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { lazily } from '../../components/lazily.tsx';
import { Money } from '../../components/quantity.tsx';
import { ToneBadge } from '../../components/status-badge.tsx';
import { useLocale } from '../../locale.ts';
import { useMay } from '../../me.ts';
import { notifications } from '../../notices.tsx';
import { keys, useList } from '../../queries.ts';
import { useUrlState } from '../../url.ts';
import { useGroupNames } from '../tariff/groups.ts';
import { useVoucherWords } from './use-voucher-words.ts';

const VoucherForm = lazily(async () => (await import('./voucher-form.tsx')).VoucherForm);
const VoucherCodes = lazily(async () => (await import('./voucher-codes.tsx')).VoucherCodes);
const MoreCodes = lazily(async () => (await import('./voucher-codes.tsx')).MoreCodes);
type Open = { kind: 'codes'; made: MadeVouchers } | { kind: 'more' | 'stop'; campaign: VoucherCampaign };
const looks = { open: ['free', 'check'], stopped: ['closed', 'bar'], over: ['closed', 'bar'], early: ['soon', 'flag'] } as const;

/** Which vouchers there are, how many were used, and what they cost. */
export function Vouchers() {
  const { t } = useTranslation('vouchers');
  const operator = useMay('operator');
  const [url, setUrl] = useUrlState('add');
  const [open, setOpen] = useState<Open | null>(null);
  const list = useList(keys.voucherCampaigns, (cursor) =>
    api.listVoucherCampaigns({ query: { limit: 200, ...(cursor ? { cursor } : {}) } }),
  );
  const columns = useColumns(operator ? setOpen : null);
  const close = () => setOpen(null);
  const show = (made: MadeVouchers) => {
    setUrl({ add: '' });
    setOpen({ kind: 'codes', made });
  };
  const add = operator && (
    <Button size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUrl({ add: 'vouchers' })}>
      {t('vouchers:add')}
    </Button>
  );
  return (
    <section aria-labelledby="vouchers" style={{ marginTop: 32 }}>
      <h2 id="vouchers" style={{ margin: 0, fontSize: 18 }}>
        {t('vouchers:title')}
      </h2>
      <p className="sm-quiet">{t('vouchers:text')}</p>
      <DataTable<VoucherCampaign>
        id="vouchers"
        label={t('vouchers:title')}
        columns={columns}
        list={list}
        rowKey={({ id }) => String(id)}
        rowName={({ name }) => name}
        tools={add}
        empty={
          <EmptyState icon={<IconTicket size={24} stroke={1.6} />} title={t('vouchers:none')} text={t('vouchers:noneText')} action={add} />
        }
      />
      {operator && url.add === 'vouchers' && <VoucherForm onMade={show} onClose={() => setUrl({ add: '' })} />}
      {open?.kind === 'codes' && <VoucherCodes made={open.made} onClose={close} />}
      {open?.kind === 'more' && <MoreCodes campaign={open.campaign} onMade={show} onClose={close} />}
      {open?.kind === 'stop' && <Stop campaign={open.campaign} onClose={close} />}
    </section>
  );
}

function useColumns(onOpen: ((open: Open) => void) | null): Column<VoucherCampaign>[] {
  const { t } = useTranslation('vouchers');
  const { worth } = useVoucherWords();
  const groups = useGroupNames();
  const header = (key: string) => ({ key, header: t(`vouchers:column.${key}`) });
  return [
    { ...header('name'), fixed: true, cell: ({ name }) => <span style={{ fontWeight: 560 }}>{name}</span> },
    { ...header('worth'), fixed: true, cell: (campaign) => worth(campaign) },
    {
      ...header('code'),
      cell: ({ code, codes }) => (code === null ? t('vouchers:codes', { count: codes }) : <span className="sm-mono">{code}</span>),
    },
    {
      ...header('redeemed'),
      align: 'end',
      cell: ({ redeemed, code, codes, mostRedeemed }) => {
        const of = code === null ? codes : mostRedeemed;
        return <span className="sm-num">{of === null ? redeemed : t('vouchers:ofMany', { count: redeemed, of })}</span>;
      },
    },
    { ...header('used'), align: 'end', cell: (campaign) => <Used campaign={campaign} /> },
    {
      ...header('cost'),
      align: 'end',
      cell: ({ costs }) =>
        costs.length === 0 ? '–' : costs.map(({ currency, amount }) => <Money key={currency} amount={amount} currency={currency} />),
    },
    {
      ...header('who'),
      optional: true,
      cell: ({ target, targetId }) =>
        `${t(`tariff:uses.target.${target}`)}${target === 'driverGroup' ? `: ${groups.get(String(targetId)) ?? targetId}` : ''}`,
    },
    { ...header('valid'), optional: true, cell: (campaign) => <Span campaign={campaign} /> },
    { ...header('state'), cell: (campaign) => <State campaign={campaign} /> },
    { ...header('actions'), align: 'end', cell: (campaign) => onOpen && <Actions campaign={campaign} onOpen={onOpen} /> },
  ];
}

function Used({ campaign: { used, running } }: { campaign: VoucherCampaign }) {
  const { t } = useTranslation('vouchers');
  return (
    <span className="sm-num">
      {t('vouchers:sessions', { count: used })}
      {running > 0 && <span className="sm-quiet"> · {t('vouchers:running', { count: running })}</span>}
    </span>
  );
}

function Span({ campaign: { validFrom, validUntil } }: { campaign: VoucherCampaign }) {
  const { t } = useTranslation('vouchers');
  const locale = useLocale();
  const day = (at: string | null) => (at === null ? '…' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(Date.parse(at)));
  return validFrom === null && validUntil === null ? t('vouchers:always') : `${day(validFrom)} – ${day(validUntil)}`;
}

function State({ campaign: { stoppedAt, validFrom, validUntil } }: { campaign: VoucherCampaign }) {
  const { t } = useTranslation('vouchers');
  const now = Date.now();
  const isOver = validUntil !== null && Date.parse(validUntil) <= now;
  const isEarly = validFrom !== null && Date.parse(validFrom) > now;
  const state = stoppedAt !== null ? 'stopped' : isOver ? 'over' : isEarly ? 'early' : 'open';
  const [tone, shape] = looks[state];
  return (
    <ToneBadge tone={tone} shape={shape}>
      {t(`vouchers:state.${state}`)}
    </ToneBadge>
  );
}

function Actions({ campaign, onOpen }: { campaign: VoucherCampaign; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('vouchers');
  if (campaign.stoppedAt !== null) return null;
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {campaign.code === null && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`${t('vouchers:more.action')}: ${campaign.name}`}
          onClick={() => onOpen({ kind: 'more', campaign })}
        >
          {t('vouchers:more.action')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${t('vouchers:stop.action')}: ${campaign.name}`}
        onClick={() => onOpen({ kind: 'stop', campaign })}
      >
        {t('vouchers:stop.action')}
      </Button>
    </Group>
  );
}

function Stop({ campaign: { id, name }, onClose }: { campaign: VoucherCampaign; onClose: () => void }) {
  const { t } = useTranslation('vouchers');
  const cache = useQueryClient();
  const stop = useMutation({
    mutationFn: () => api.stopVoucherCampaign({ params: { voucherCampaignId: id } }),
    onSuccess: async () => {
      notifications.show({ message: t('vouchers:stop.done', { name }) });
      onClose();
      await cache.invalidateQueries({ queryKey: keys.voucherCampaigns });
    },
  });
  return (
    <ConfirmDanger
      title={t('vouchers:stop.title', { name })}
      consequence={t('vouchers:stop.text')}
      action={t('vouchers:stop.action')}
      onConfirm={() => stop.mutate()}
      onClose={onClose}
      busy={stop.isPending}
      error={stop.error}
    />
  );
}
