import { Autocomplete, FileInput, Progress, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Firmware } from '../../api.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { keys } from '../../queries.ts';
import classes from './firmware.module.css';
import { upload } from './upload.ts';

const noText = {
  vendor: '',
  model: '',
  version: '',
  reportedVersion: '',
  expectedSha256: '',
  signature: '',
  signingCertificate: '',
  notes: '',
};
const orNull = (text: string): string | null => text.trim() || null;

/** A new version with its file, or what can be changed of one. The file is brought with a bar that tells how far it is. */
export function FirmwareForm({ firmware, onClose }: { firmware?: Firmware; onClose: () => void }) {
  const { t } = useTranslation('firmware');
  const cache = useQueryClient();
  const [fields, setFields] = useState(() => startOf(firmware));
  const [file, setFile] = useState<File | null>(null);
  const [isSigned, setSigned] = useState(Boolean(firmware?.signature));
  const [share, setShare] = useState<number | null>(null);
  const [made, setMade] = useState(firmware);
  const stations = useQuery({ queryKey: keys.stations({ makers: true }), queryFn: () => api.listStations({ query: { limit: 500 } }) });
  const told = (field: 'vendor' | 'model') => [
    ...new Set((stations.data?.items ?? []).flatMap((station) => (station[field] ? [station[field]] : []))),
  ];
  const set = (change: Partial<typeof noText>) => setFields((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: async () => {
      const rest = {
        reportedVersion: fields.reportedVersion,
        expectedSha256: orNull(fields.expectedSha256),
        signature: isSigned ? orNull(fields.signature) : null,
        signingCertificate: isSigned ? orNull(fields.signingCertificate) : null,
        notes: fields.notes,
      };
      const { vendor, model, version } = fields;
      const kept = made
        ? await api.changeFirmware({ params: { firmwareId: made.id }, body: rest })
        : await api.createFirmware({ body: { vendor, model, version, ...rest } });
      // When the upload fails, the next try goes on with this one.
      setMade(kept);
      if (file === null) return;
      const { path } = await api.uploadFirmware({ params: { firmwareId: kept.id }, body: { name: file.name } });
      setShare(0);
      await upload(path, file, setShare);
    },
    onSuccess: onClose,
    onSettled: async () => {
      setShare(null);
      await cache.invalidateQueries({ queryKey: keys.firmware });
    },
  });
  return (
    <FormDialog
      title={firmware ? [firmware.vendor, firmware.model, firmware.version].filter(Boolean).join(' ') : t('firmware:add')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      sending={save}
      size="lg"
    >
      {!firmware && (
        <>
          <div className={classes.pair}>
            <Autocomplete
              label={t('firmware:form.vendor')}
              data={told('vendor')}
              value={fields.vendor}
              onChange={(vendor) => set({ vendor })}
              required
              data-autofocus
            />
            <Autocomplete
              label={t('firmware:form.model')}
              placeholder={t('firmware:allModels')}
              data={told('model')}
              value={fields.model}
              onChange={(model) => set({ model })}
            />
          </div>
          <TextInput
            label={t('firmware:form.version')}
            description={t('firmware:form.versionHint')}
            value={fields.version}
            onChange={(event) => set({ version: event.currentTarget.value })}
            required
          />
        </>
      )}
      <FileInput
        label={t('firmware:form.file')}
        description={t('firmware:form.fileHint')}
        placeholder={made?.file ? made.file.name : t('firmware:form.choose')}
        value={file}
        onChange={setFile}
        clearable={file !== null}
        clearButtonProps={{ 'aria-label': t('firmware:form.clear') }}
      />
      {share !== null && (
        <Progress.Root size={14} role="progressbar" aria-label={t('firmware:form.uploading')} aria-valuenow={Math.round(share * 100)}>
          <Progress.Section value={share * 100} withAria={false} />
        </Progress.Root>
      )}
      <TextInput
        label={t('firmware:form.checksum')}
        description={t('firmware:form.checksumHint')}
        value={fields.expectedSha256}
        onChange={(event) => set({ expectedSha256: event.currentTarget.value })}
      />
      <TextInput
        label={t('firmware:form.reported')}
        description={t('firmware:form.reportedHint')}
        value={fields.reportedVersion}
        onChange={(event) => set({ reportedVersion: event.currentTarget.value })}
      />
      <Switch label={t('firmware:form.signed')} checked={isSigned} onChange={(event) => setSigned(event.currentTarget.checked)} />
      {isSigned && (
        <>
          <Textarea
            label={t('firmware:form.signature')}
            value={fields.signature}
            onChange={(event) => set({ signature: event.currentTarget.value })}
            autosize
            minRows={2}
            maxRows={4}
            required
          />
          <Textarea
            label={t('firmware:form.certificate')}
            value={fields.signingCertificate}
            onChange={(event) => set({ signingCertificate: event.currentTarget.value })}
            autosize
            minRows={3}
            maxRows={8}
            required
          />
        </>
      )}
      <Textarea
        label={t('firmware:form.notes')}
        value={fields.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
        autosize
        minRows={1}
        maxRows={6}
      />
    </FormDialog>
  );
}

function startOf(firmware: Firmware | undefined): typeof noText {
  if (firmware === undefined) return noText;
  const { vendor, model, version, reportedVersion, expectedSha256, signature, signingCertificate, notes } = firmware;
  return {
    vendor,
    model,
    version,
    reportedVersion: reportedVersion === version ? '' : reportedVersion,
    expectedSha256: expectedSha256 ?? '',
    signature: signature ?? '',
    signingCertificate: signingCertificate ?? '',
    notes,
  };
}
