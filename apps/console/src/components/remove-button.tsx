import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { lazily } from './lazily.tsx';

const ConfirmDanger = lazily(async () => (await import('./confirm-danger.tsx')).ConfirmDanger);

interface Props {
  label: string;
  /** The question, and what will be gone. */
  title: string;
  text: string;
  remove: { mutate: () => void; isPending: boolean; error: Error | null };
}

/** Removes the thing of a form, after asking. */
export function RemoveButton({ label, title, text, remove }: Props) {
  const [asking, ask] = useState(false);
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => ask(true)}>
        {label}
      </Button>
      {asking && (
        <ConfirmDanger
          title={title}
          consequence={text}
          action={label}
          onConfirm={remove.mutate}
          onClose={() => ask(false)}
          busy={remove.isPending}
          error={remove.error}
        />
      )}
    </>
  );
}
