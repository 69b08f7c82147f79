import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { notifications } from '../../notices.tsx';

type Export = Parameters<typeof api.importConfiguration>[0]['body'];

/** Takes templates from a file saved here or on another install, and says what became of them. No station is changed by it. */
export function ImportButton() {
  const { t } = useTranslation('configuration');
  const cache = useQueryClient();
  const take = useMutation({
    // What is not as it must be the server says, with the place of the mistake.
    mutationFn: async (file: File) => api.importConfiguration({ body: parsed(await file.text()) as Export }),
    onSuccess: async (counts) => {
      notifications.show({ message: t('configuration:imported', { ...counts }) });
      await cache.invalidateQueries({ queryKey: ['configuration'] });
    },
  });
  return (
    <>
      <FileButton accept="application/json,.json" onChange={(file) => file && take.mutate(file)}>
        {(props) => (
          <Button {...props} variant="default" loading={take.isPending} leftSection={<IconUpload size={17} aria-hidden />}>
            {t('configuration:import')}
          </Button>
        )}
      </FileButton>
      {take.error && <ErrorNote error={take.error} />}
    </>
  );
}

/** A file that is no JSON goes as the text it is: it is refused like any other wrong file. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
