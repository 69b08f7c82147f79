import { Button, Loader, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '../../api.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import classes from './cards.module.css';
import { useCardsChanged } from './use-cards.ts';

const columns = 'value, driver, note, group, blocked, valid_from, valid_until, aliases, type';
const example = 'value,driver,note,valid_until\n04A2B3C4D5E680,Anna Example,blue card,2027-12-31\n';
const MOST_BYTES = 5_000_000;
type Trouble = 'notCsv' | 'tooBig';

/** A file dropped or chosen; the answer says how many, or which line is wrong. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('cards');
  const changed = useCardsChanged();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const send = useMutation({ mutationFn: async (chosen: File) => api.importTokens({ text: await chosen.text() }), onSuccess: changed });
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
    <Modal opened onClose={onClose} size="lg" title={t('cards:importTitle')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <p className="sm-quiet" style={{ margin: 0, fontSize: 14, lineHeight: 1.5 }}>
          {t('cards:importText', { columns })}{' '}
          <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(example)}`} download="cards.csv">
            {t('cards:example')}
          </a>
        </p>
        <section
          className={classes.drop}
          data-over={over || undefined}
          onDragOver={dragged}
          onDragLeave={dragged}
          onDrop={dropped}
          aria-label={t('cards:drop')}
        >
          {send.isPending ? (
            <>
              <Loader size="sm" aria-hidden />
              <span role="status">{t('cards:importing', { name })}</span>
            </>
          ) : (
            <>
              <strong>{t(over ? 'cards:dropping' : 'cards:drop')}</strong>
              <Button variant="default" onClick={() => picker.current?.click()} data-autofocus>
                {t('cards:orChoose')}
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
            {t(`cards:${trouble}`, { name })}
          </div>
        )}
        {send.error &&
          (isWrongLine(send.error) ? (
            <div className={classes.wrong} role="alert">
              <strong>{t('cards:wrongLine')}</strong>
              <br />
              {send.error.message}
            </div>
          ) : (
            <ErrorNote error={send.error} />
          ))}
        {send.data && (
          <div className={classes.done} role="status">
            <strong>{t('cards:imported', { name })}</strong>
            <br />
            {t('cards:created', { count: send.data.created })}, {t('cards:updated', { count: send.data.updated })}
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

/** The server's own sentence names the line and the reason. */
function isWrongLine(error: Error): boolean {
  return error instanceof ApiError && error.code === 'badCsv';
}
