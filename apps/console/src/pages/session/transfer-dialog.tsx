import { Checkbox, SimpleGrid } from '@mantine/core';
import { energyTransferModes } from '@stationmaster/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../components/form-dialog.tsx';

type Mode = (typeof energyTransferModes)[number];

/** In which ways the car may take and give energy; BPT is both directions (2.1). */
export function TransferDialog({ onSend, onClose }: { onSend: (allowed: Mode[]) => void; onClose: () => void }) {
  const { t } = useTranslation('sessions');
  const [allowed, allow] = useState<Mode[]>([]);
  return (
    <FormDialog
      title={t('sessions:menu.allow')}
      onClose={onClose}
      onSubmit={() => onSend(allowed)}
      action={t('sessions:menu.allowIt')}
      disabled={allowed.length === 0}
    >
      <SimpleGrid cols={2} spacing="xs">
        {energyTransferModes.map((mode) => (
          <Checkbox
            key={mode}
            label={t(`sessions:transfer.${mode}`)}
            checked={allowed.includes(mode)}
            onChange={(event) => allow(event.currentTarget.checked ? [...allowed, mode] : allowed.filter((other) => other !== mode))}
          />
        ))}
      </SimpleGrid>
    </FormDialog>
  );
}
