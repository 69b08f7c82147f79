import type { Encoded } from '../station/face.ts';
import type { FirmwareStatus } from '../station/firmware.ts';
import type { Message } from '../station/message.ts';
import type { Asked } from './calls.ts';

/** What 1.6 has a word for without its security extension; the others are not told. [16 §7.25] */
const words: Readonly<Partial<Record<FirmwareStatus, Asked<'FirmwareStatusNotification'>['status']>>> = {
  Idle: 'Idle',
  Downloading: 'Downloading',
  DownloadFailed: 'DownloadFailed',
  Downloaded: 'Downloaded',
  Installing: 'Installing',
  InstallationFailed: 'InstallationFailed',
  InstallVerificationFailed: 'InstallationFailed',
  Installed: 'Installed',
};

/** FirmwareStatusNotification, or SignedFirmwareStatusNotification for an update that has a number. [whitepaper §5.15] */
export function firmwareStatus({ status, requestId }: Extract<Message, { kind: 'firmwareStatus' }>): Encoded | null {
  if (requestId !== null) {
    const payload: Asked<'SignedFirmwareStatusNotification'> = { status, requestId };
    return { action: 'SignedFirmwareStatusNotification', payload };
  }
  const word = words[status];
  return word === undefined ? null : { action: 'FirmwareStatusNotification', payload: { status: word } };
}
