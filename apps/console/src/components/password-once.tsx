import { Alert, Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stationAddress } from '../station-address.ts';
import { CopyField } from './copy-field.tsx';

/** What to type into the station. The password is stored as a hash only: this is its one appearance. */
export function PasswordOnce({
  stationId,
  password,
  ocppUrl,
  onDone,
}: {
  stationId: string;
  password: string;
  ocppUrl: string;
  onDone: () => void;
}) {
  const { t } = useTranslation('stations');
  return (
    <Stack>
      <p style={{ margin: 0, fontSize: 14.5, lineHeight: 1.5 }}>{t('stations:typeIn')}</p>
      <CopyField label={t('stations:address')} value={stationAddress(ocppUrl, stationId)} />
      <CopyField label={t('stations:userName')} value={stationId} />
      <CopyField label={t('stations:password')} value={password} />
      <Alert color="brass">{t('stations:passwordOnce')}</Alert>
      <Button onClick={onDone}>{t('stations:copied')}</Button>
    </Stack>
  );
}
