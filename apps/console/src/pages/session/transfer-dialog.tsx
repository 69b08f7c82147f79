import { Button, Checkbox, Modal, SimpleGrid, Stack } from '@mantine/core';
import { energyTransferModes } from '@stationmaster/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Mode = (typeof energyTransferModes)[number];

/** In which ways the car may take and give energy; BPT is both directions (2.1). */
export function TransferDialog({ onSend, onClose }: { onSend: (allowed: Mode[]) => void; onClose: () => void }) {
  const { t } = useTranslation('sessions');
  const [allowed, allow] = useState<Mode[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(allowed);
  };
  return (
    <Modal opened onClose={onClose} title={t('sessions:menu.allow')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack>
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
          <Button type="submit" disabled={allowed.length === 0}>
            {t('sessions:menu.allowIt')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
