import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Station } from '../../../api.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import { keys } from '../../../queries.ts';

const profiles = [3, 2, 1] as const;

/** Where to, what will happen, and go. */
export function MoveDialog({ station, hasTls, onClose }: { station: Station; hasTls: boolean; onClose: () => void }) {
  const { t } = useTranslation('security');
  const cache = useQueryClient();
  const possible = profiles.filter((profile) => profile !== station.securityProfile && (hasTls || profile < 2));
  const [toProfile, setToProfile] = useState(possible.find((profile) => profile === station.securityProfile + 1) ?? possible[0]);
  const [hasCertificate, setHasCertificate] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      api.startMove({
        params: { stationId: station.id },
        body: { toProfile: toProfile ?? 1, ...(toProfile === 3 ? { hasCertificate } : {}) },
      }),
    onSuccess: async () => {
      await Promise.all([keys.station(station.id), ['moves']].map((queryKey) => cache.invalidateQueries({ queryKey })));
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('security:moveTitle')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        {!hasTls && <p className="sm-quiet">{t('security:noTls')}</p>}
        <Radio.Group
          label={t('security:toWhich')}
          value={String(toProfile)}
          onChange={(chosen) => setToProfile(possible.find((profile) => String(profile) === chosen))}
        >
          <Stack gap={8} mt={6}>
            {possible.map((profile) => (
              <Radio
                key={profile}
                value={String(profile)}
                label={t(`security:profile.${profile}.name`)}
                description={t(`security:profile.${profile}.means`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {toProfile === 3 && (
          <Checkbox
            label={t('security:hasCertificate')}
            checked={hasCertificate}
            onChange={(event) => setHasCertificate(event.currentTarget.checked)}
          />
        )}
        <p style={{ margin: 0, fontSize: 14.5, lineHeight: 1.5 }}>{t('security:whatHappens')}</p>
        {start.error && <ErrorNote error={start.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button onClick={() => start.mutate()} loading={start.isPending} disabled={toProfile === undefined}>
            {t('security:begin')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
