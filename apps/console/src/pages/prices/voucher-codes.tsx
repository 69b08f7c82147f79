import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type MadeVouchers, type VoucherCampaign } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { keys } from '../../queries.ts';
import { wholeOf } from './voucher-body.ts';

/** So many are shown; all are in the file. */
const shown = 5;

/** Codes that were just made: their one appearance. */
export function VoucherCodes({ made: { campaign, codes }, onClose }: { made: MadeVouchers; onClose: () => void }) {
  const { t } = useTranslation('vouchers');
  const isShared = campaign.code !== null;
  const file = `data:text/csv;charset=utf-8,${encodeURIComponent(['code', ...codes, ''].join('\r\n'))}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('vouchers:made.title', { name: campaign.name })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      closeOnClickOutside={isShared}
    >
      <Stack>
        <p style={{ margin: 0, fontSize: 14.5, lineHeight: 1.5 }}>
          {isShared ? t('vouchers:made.shared') : t('vouchers:made.text', { count: codes.length })}
        </p>
        {codes.slice(0, shown).map((code) => (
          <CopyField key={code} value={code} />
        ))}
        {codes.length > shown && <span className="sm-quiet">{t('vouchers:made.more', { count: codes.length - shown })}</span>}
        <Group justify="flex-end">
          {!isShared && (
            <Button component="a" href={file} download={`${campaign.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${campaign.id}.csv`}>
              {t('vouchers:made.download')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {isShared ? t('common:close') : t('vouchers:made.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** How many more codes of a campaign. */
export function MoreCodes({
  campaign: { id, name },
  onMade,
  onClose,
}: {
  campaign: VoucherCampaign;
  onMade: (made: MadeVouchers) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('vouchers');
  const cache = useQueryClient();
  const [typed, setTyped] = useState('10');
  const count = wholeOf(typed);
  const make = useMutation({
    mutationFn: (wanted: number) => api.addVoucherCodes({ params: { voucherCampaignId: id }, body: { count: wanted } }),
    onSuccess: async (made) => {
      onMade(made);
      await cache.invalidateQueries({ queryKey: keys.voucherCampaigns });
    },
  });
  return (
    <FormDialog
      title={t('vouchers:more.title', { name })}
      onClose={onClose}
      onSubmit={() => count !== null && make.mutate(count)}
      sending={make}
      action={t('vouchers:more.make')}
      disabled={count === null}
    >
      <TextInput
        label={t('vouchers:form.count')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
      />
    </FormDialog>
  );
}
