import { Button, Loader, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import classes from './csv-import.module.css';
import { ErrorNote } from './error-note.tsx';

const MOST_BYTES = 5_000_000;
type Trouble = 'notCsv' | 'tooBig';

interface Props {
  title: string;
  /** What the file holds; the link to the example follows. */
  text: string;
  example: { name: string; text: string };
  /** Brings it in; the answer is the sentence that says how much. */
  send: (text: string) => Promise<string>;
  onClose: () => void;
}

/** A CSV file dropped or chosen; the answer says how many, or which lines are wrong. */
export function CsvImport({ title, text, example, send: bring, onClose }: Props) {
  const { t, i18n } = useTranslation('import');
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const send = useMutation({ mutationFn: async (chosen: File) => await bring(await chosen.text()) });
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    const wrong = troubleOf(chosen);
    setFile(chosen);
    setTrouble(wrong);
    send.reset();
    if (wrong === null) send.mutate(chosen);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const dragged = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const name = file?.name ?? '';
  return (
    <Modal opened onClose={onClose} size="lg" title={title} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <p className="sm-quiet" style={{ margin: 0, fontSize: 14, lineHeight: 1.5 }}>
          {text}{' '}
          <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(example.text)}`} download={example.name}>
            {t('import:example')}
          </a>
        </p>
        <section
          className={classes.drop}
          data-over={over || undefined}
          onDragOver={dragged}
          onDragLeave={dragged}
          onDrop={dropped}
          aria-label={t('import:drop')}
        >
          {send.isPending ? (
            <>
              <Loader size="sm" aria-hidden />
              <span role="status">{t('import:importing', { name })}</span>
            </>
          ) : (
            <>
              <strong>{t(over ? 'import:dropping' : 'import:drop')}</strong>
              <Button variant="default" onClick={() => picker.current?.click()} data-autofocus>
                {t('import:orChoose')}
              </Button>
            </>
          )}
          <input
            ref={picker}
            type="file"
            accept=".csv,text/csv,text/plain"
            hidden
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </section>
        {trouble && (
          <div className={classes.wrong} role="alert">
            {t(`import:${trouble}`, { name })}
          </div>
        )}
        {send.error &&
          (isWrongLine(send.error) ? (
            <div className={classes.wrong} role="alert">
              <strong>{t('import:wrongLine')}</strong>
              {send.error.details.map(({ path, message, code, value, allowed }) => (
                <div key={`${path} ${message}`}>
                  {t('import:line', { line: path.replace(/\D/g, '') })}:{' '}
                  {code && i18n.exists(`import:fault.${code}`) ? t(`import:fault.${code}`, { value, allowed }) : message}
                </div>
              ))}
            </div>
          ) : (
            <ErrorNote error={send.error} />
          ))}
        {send.data && (
          <div className={classes.done} role="status">
            <strong>{t('import:imported', { name })}</strong>
            <br />
            {send.data}
          </div>
        )}
        {send.data && <Button onClick={onClose}>{t('common:close')}</Button>}
      </Stack>
    </Modal>
  );
}

function troubleOf(file: File): Trouble | null {
  if (/\.(xlsx?|ods|numbers|pdf|zip)$/i.test(file.name)) return 'notCsv';
  return file.size > MOST_BYTES ? 'tooBig' : null;
}

/** Each line that is wrong comes with its reason. */
function isWrongLine(error: Error): error is ApiError {
  return error instanceof ApiError && error.code === 'badCsv';
}
