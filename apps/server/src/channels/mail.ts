import type { ChannelSettings } from '@stationmaster/contract';
import type { Message } from './message.ts';

type MailSettings = Extract<ChannelSettings, { kind: 'mail' }>;

/** A mail before it is one. */
export interface Letter {
  /** Makes the Message-ID: a mail sent twice because we were cut off in between is one for mail programs that look. */
  id: string;
  /** Letters on one thread are shown together. */
  thread: string;
  to: readonly string[];
  language: string;
  subject: string;
  text: string;
  isImportant?: boolean;
  attachments?: readonly { name: string; type: string; content: Buffer }[];
}

/** One mail about an alert to all of the channel's readers. Throws what the server says. */
export async function sendMail(
  settings: MailSettings,
  { message, password, id, thread }: { message: Message; password: string | null; id: string; thread: string },
): Promise<void> {
  const { to, language } = settings;
  const text = [...message.lines, '', message.urlText, message.url, ''].join('\n');
  const isImportant = message.severity === 'critical' && !message.isOver;
  await sendLetter(settings, password, { id, thread, to, language, subject: message.title, text, isImportant });
}

/** One mail to all of its readers, by the server and the sender of these settings. Throws what the server says. */
export async function sendLetter(settings: MailSettings, password: string | null, letter: Letter): Promise<void> {
  const { host, port, security, user, from } = settings;
  const { id, thread, to, language, subject, text, isImportant = false, attachments = [] } = letter;
  // Fetched when first needed: it is large, and many servers send no mail.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === '' ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  try {
    await transport.sendMail({
      from: { name: 'Stationmaster', address: from },
      to: [...to],
      subject,
      messageId: `<${id}@${domain}>`,
      references: [`<${thread}@${domain}>`],
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': language,
        ...(isImportant ? { Importance: 'high' } : {}),
      },
      text,
      attachments: attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
    });
  } finally {
    transport.close();
  }
}
