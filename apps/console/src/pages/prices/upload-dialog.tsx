import { FileInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type PriceSeries } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { notifications } from '../../notices.tsx';

/** Slots from a file. */
export function UploadDialog({ series, onClose, onDone }: { series: PriceSeries; onClose: () => void; onDone: () => Promise<unknown> }) {
  const { t } = useTranslation('market');
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation({
    mutationFn: async (chosen: File) => api.uploadPriceCsv({ params: { seriesId: series.id }, text: await chosen.text() }),
    onSuccess: async ({ added, unchanged }) => {
      notifications.show({ message: t('market:uploaded', { added, unchanged }) });
      onClose();
      await onDone();
    },
  });
  return (
    <FormDialog
      title={t('market:uploadTitle', { name: series.name })}
      onClose={onClose}
      onSubmit={() => {
        if (file) upload.mutate(file);
      }}
      sending={upload}
      action={t('market:upload')}
      disabled={file === null}
    >
      <p style={{ margin: 0, fontSize: 14 }}>{t('market:uploadText')}</p>
      <pre style={{ margin: 0, fontSize: 12.5, overflowX: 'auto' }}>
        {['from,until,value', '2026-05-01T00:00:00+02:00,2026-05-01T00:15:00+02:00,0.0912'].join('\n')}
      </pre>
      <FileInput label={t('market:file')} value={file} onChange={setFile} accept=".csv,text/csv" required data-autofocus />
    </FormDialog>
  );
}
