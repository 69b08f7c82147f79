import { Button, FileButton, Stack, Textarea } from '@mantine/core';
import {
  type CertificateFault,
  type CertificateFaultCode,
  certificateFaults,
  type PemKind,
  pemFault,
  tidyPem,
} from '@stationmaster/domain';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';

interface Pem {
  text: string;
  fault: CertificateFault | null;
  field: RefObject<HTMLTextAreaElement | null>;
  /** What went wrong beside that, for the dialog to say. */
  error: Error | null;
  change: (text: string) => void;
  /** As it is to be sent; null: it is wrong, which is said beside it. */
  take: () => string | null;
}

/**
 * A pasted certificate (or a chain), looked at here before the server is asked: a private key does not even leave the browser.
 * `answer`: what the server said to the last one, as its sender keeps it.
 */
export function usePem(kind: PemKind, answer: Error | null): Pem {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<CertificateFault | null>(null);
  /** The answer is about what stands here. */
  const [isAnswered, setAnswered] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const error = isAnswered ? answer : null;
  const told = error && faultOf(error);
  return {
    text,
    fault: fault ?? told,
    field,
    error: told ? null : error,
    change: (changed) => {
      setText(changed);
      setFault(null);
      setAnswered(false);
    },
    take: () => {
      const found = pemFault(text, kind);
      setFault(found);
      setAnswered(found === null);
      if (found === null) return tidyPem(text);
      field.current?.focus();
      return null;
    },
  };
}

/** What only the server could see. */
function faultOf(error: Error): CertificateFault | null {
  const detail = error instanceof ApiError && error.code === 'certificateUnusable' ? error.details[0] : undefined;
  const code = detail?.code;
  return code !== undefined && isFaultCode(code) ? { code, ...(detail?.value == null ? {} : { value: String(detail.value) }) } : null;
}
function isFaultCode(code: string): code is CertificateFaultCode {
  return Object.hasOwn(certificateFaults, code);
}

const firstLine = '-----BEGIN CERTIFICATE-----';
/** What is larger holds no certificate. */
const mostBytes = 200_000;

/** What stands in a file: text, or the bytes that PEM is made of. */
function pemOfFile(bytes: Uint8Array): string {
  if (bytes[0] !== 0x30) return new TextDecoder().decode(bytes);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return tidyPem(`${firstLine}${base64}-----END CERTIFICATE-----`);
}

/** Where it is pasted or taken from a file, with what is wrong about it. */
export function PemField({ pem, label, hint }: { pem: Pem; label: string; hint: string }) {
  const { t } = useTranslation('pem');
  const { text, fault, field, change } = pem;
  const open = async (file: File | null): Promise<void> => {
    if (file !== null) change(pemOfFile(new Uint8Array(await file.slice(0, mostBytes).arrayBuffer())));
  };
  return (
    <Stack gap={6} align="stretch">
      <Textarea
        ref={field}
        label={label}
        description={hint}
        placeholder={firstLine}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        error={fault && <span role="alert">{t(`pem:${fault.code}`, { value: fault.value })}</span>}
        rows={8}
        data-autofocus
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      />
      <FileButton accept=".pem,.crt,.cer,.der,.txt" onChange={(file) => void open(file)}>
        {(props) => (
          <Button {...props} variant="default" size="compact-sm" style={{ alignSelf: 'start' }}>
            {t('pem:fromFile')}
          </Button>
        )}
      </FileButton>
    </Stack>
  );
}
