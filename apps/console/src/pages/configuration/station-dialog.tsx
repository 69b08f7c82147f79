import { Button, Modal, Stack, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { RelativeTime } from '../../components/quantity.tsx';
import { useMay } from '../../me.ts';
import { keys } from '../../queries.ts';
import { StandingBadge } from './stations.tsx';
import { settingName } from './templates.tsx';

/** What a station is set to beside what it should be, and who says so. */
export function StationDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('configuration');
  const operator = useMay('operator');
  const cache = useQueryClient();
  const key = keys.configuration({ station: id });
  const { data, error } = useQuery({ queryKey: key, queryFn: () => api.getStationConfiguration({ params: { stationId: id } }) });
  const check = useMutation({
    mutationFn: () => api.checkStationConfiguration({ params: { stationId: id } }),
    onSuccess: (told) => cache.setQueryData(key, told),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('configuration:ofStation', { station: data?.stationName || id })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {(error ?? check.error) && <ErrorNote error={error ?? check.error} />}
      {data && (
        <Stack>
          <div>
            <StandingBadge state={data.state} />{' '}
            <span className="sm-quiet">
              {t('configuration:asked')}: <RelativeTime at={data.askedAt} />
            </span>
          </div>
          {operator && (
            <Button variant="default" disabled={!data.connected} loading={check.isPending} onClick={() => check.mutate()}>
              {t('configuration:ask')}
            </Button>
          )}
          <Table.ScrollContainer minWidth={420}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('configuration:setting')}</Table.Th>
                  <Table.Th>{t('configuration:wanted')}</Table.Th>
                  <Table.Th>{t('configuration:has')}</Table.Th>
                  <Table.Th>{t('configuration:saysWho')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.settings.map((setting) => (
                  <Table.Tr key={`${settingName(setting)}/${setting.evseId}/${setting.instance}/${setting.variableInstance}`}>
                    <Table.Td className="sm-mono" style={{ overflowWrap: 'anywhere' }}>
                      {settingName(setting)}
                    </Table.Td>
                    <Table.Td>{setting.wanted ?? t('configuration:secret')}</Table.Td>
                    <Table.Td>
                      {setting.state === 'same'
                        ? (setting.told ?? t('configuration:drift.same'))
                        : `${setting.told ?? ''} ${t(`configuration:drift.${setting.state}`)}`}
                    </Table.Td>
                    <Table.Td>
                      {setting.templateName}
                      {setting.overrides.length > 0 && (
                        <div className="sm-quiet">{t('configuration:overrides', { names: setting.overrides.join(', ') })}</div>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Stack>
      )}
    </Modal>
  );
}
