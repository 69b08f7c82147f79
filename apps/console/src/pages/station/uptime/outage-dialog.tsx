import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { saidExclusionKinds } from '@stationmaster/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { ErrorNote } from '../../../components/error-note.tsx';
import * as format from '../../../format.ts';
import { useLocale } from '../../../locale.ts';
import { useMay } from '../../../me.ts';
import { keys } from '../../../queries.ts';

type Kind = (typeof saidExclusionKinds)[number];

/** An outage with the messages that prove it, and what a person says of it. */
export function OutageDialog({ id, stationId, onClose }: { id: number; stationId: string; onClose: () => void }) {
  const { t } = useTranslation('uptime');
  const locale = useLocale();
  const operator = useMay('operator');
  const cache = useQueryClient();
  const key = keys.uptime({ station: stationId, outage: id });
  const { data, error } = useQuery({ queryKey: key, queryFn: () => api.getOutage({ params: { outageId: id } }) });
  const [kind, setKind] = useState<Kind>('vandalism');
  const [reason, setReason] = useState('');
  const onSuccess = async () => {
    setReason('');
    await cache.invalidateQueries({ queryKey: ['uptime'] });
  };
  const exclude = useMutation({ mutationFn: () => api.excludeOutage({ params: { outageId: id }, body: { kind, reason } }), onSuccess });
  const include = useMutation({
    mutationFn: (exclusionId: number) => api.includeOutage({ params: { outageId: id, exclusionId } }),
    onSuccess,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    exclude.mutate();
  };
  const exact = (at: string) => format.exact(Date.parse(at), locale);
  return (
    <Modal opened onClose={onClose} size="lg" title={t('uptime:outage')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      {error && <ErrorNote error={error} />}
      {data && (
        <Stack>
          <div>
            <strong>{t(`uptime:cause.${data.cause}`)}</strong>
            {data.errorCode && <span className="sm-mono"> {data.errorCode}</span>}
            <div>
              {exact(data.beganAt)} – {data.endedAt === null ? t('uptime:now') : exact(data.endedAt)}
            </div>
          </div>
          {data.exclusions.map((exclusion) => (
            <Group key={`${exclusion.kind} ${exclusion.id} ${exclusion.from}`} justify="space-between">
              <span>
                {t('uptime:excluded', { kind: t(`uptime:kind.${exclusion.kind}`), author: exclusion.author })}
                {exclusion.reason && `: ${exclusion.reason}`}
              </span>
              {operator && exclusion.id !== null && (
                <Button size="compact-sm" variant="default" loading={include.isPending} onClick={() => include.mutate(exclusion.id ?? 0)}>
                  {t('uptime:takeBack')}
                </Button>
              )}
            </Group>
          ))}
          {operator && (
            <form onSubmit={submit}>
              <Stack gap="sm">
                <Select
                  label={t('uptime:why')}
                  data={saidExclusionKinds.map((value) => ({ value, label: t(`uptime:kind.${value}`) }))}
                  value={kind}
                  onChange={(value) => value && setKind(value as Kind)}
                  allowDeselect={false}
                />
                <TextInput
                  label={t('uptime:reasonLabel')}
                  description={t('uptime:reasonHint')}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
                {(exclude.error ?? include.error) && <ErrorNote error={exclude.error ?? include.error} />}
                <Button type="submit" disabled={reason.trim().length < 3} loading={exclude.isPending}>
                  {t('uptime:exclude')}
                </Button>
              </Stack>
            </form>
          )}
          <Messages title={t('uptime:evidenceBefore')} frames={data.before} />
          <Messages title={t('uptime:evidenceAfter')} frames={data.after} />
        </Stack>
      )}
    </Modal>
  );
}

function Messages({ title, frames }: { title: string; frames: Awaited<ReturnType<typeof api.getOutage>>['before'] }) {
  const locale = useLocale();
  if (frames.length === 0) return null;
  return (
    <div>
      <strong>{title}</strong>
      {frames.map(({ id, at, action, request }) => (
        <div key={id} style={{ marginTop: 6, fontSize: 13 }}>
          {format.clock(Date.parse(at), locale, true)} {action}
          <code style={{ display: 'block', overflowWrap: 'anywhere', fontSize: 12 }}>{request}</code>
        </div>
      ))}
    </div>
  );
}
