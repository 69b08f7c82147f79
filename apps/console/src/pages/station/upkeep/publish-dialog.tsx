import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandRequest } from '../use-command.ts';

/** For a local controller: the firmware it fetches once and offers to the stations behind it. */
export function PublishDialog({ onSend, onClose }: { onSend: (request: CommandRequest) => void; onClose: () => void }) {
  const { t } = useTranslation('upkeep');
  const [location, setLocation] = useState('');
  const [checksum, setChecksum] = useState('');
  const isSum = /^[0-9a-f]{32}$/i.test(checksum.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend({ verb: 'publishFirmware', location: location.trim(), checksum: checksum.trim() });
  };
  return (
    <Modal opened onClose={onClose} title={t('upkeep:publish')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p className="sm-quiet" style={{ margin: 0, fontSize: 14 }}>
            {t('upkeep:publishHint')}
          </p>
          <TextInput
            label={t('upkeep:location')}
            placeholder="https://"
            value={location}
            onChange={(event) => setLocation(event.currentTarget.value)}
            data-autofocus
            spellCheck={false}
            autoComplete="off"
          />
          <TextInput
            label={t('upkeep:checksum')}
            description={t('upkeep:checksumHint')}
            value={checksum}
            onChange={(event) => setChecksum(event.currentTarget.value)}
            required
            spellCheck={false}
            autoComplete="off"
          />
          <Group grow>
            <Button variant="default" disabled={!isSum} onClick={() => onSend({ verb: 'unpublishFirmware', checksum: checksum.trim() })}>
              {t('upkeep:unpublish')}
            </Button>
            <Button type="submit" disabled={!isSum || location.trim() === ''}>
              {t('upkeep:publishIt')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
