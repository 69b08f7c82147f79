import type { ChannelKind, ChannelSettings } from '@stationmaster/contract';
import type { Channel } from '../../api.ts';

/** What the form holds, whatever the kind. */
export interface ChannelFields {
  name: string;
  kind: ChannelKind;
  host: string;
  port: number;
  security: 'starttls' | 'tls' | 'none';
  user: string;
  from: string;
  to: string[];
  url: string;
  secret: string;
  language: 'en' | 'de';
  timeZone: string;
  standard: boolean;
  enabled: boolean;
}

export function firstFields(channel: Channel | undefined, reader: { language: string; timeZone: string }): ChannelFields {
  const mail = channel?.settings.kind === 'mail' ? channel.settings : null;
  return {
    name: channel?.name ?? '',
    kind: channel?.settings.kind ?? 'mail',
    host: mail?.host ?? '',
    port: mail?.port ?? 587,
    security: mail?.security ?? 'starttls',
    user: mail?.user ?? '',
    from: mail?.from ?? '',
    to: mail?.to ?? [],
    url: channel?.settings.kind === 'webhook' ? channel.settings.url : '',
    secret: '',
    language: channel?.settings.language ?? (reader.language.startsWith('de') ? 'de' : 'en'),
    timeZone: channel?.settings.timeZone ?? reader.timeZone,
    standard: channel?.standard ?? true,
    enabled: channel?.enabled ?? true,
  };
}

/** As the API takes it. Without a secret typed, the one that is there is kept. */
export function bodyOf(fields: ChannelFields) {
  const { kind, language, timeZone, host, port, security, user, from, to, url, name, secret, standard, enabled } = fields;
  const settings: ChannelSettings =
    kind === 'mail'
      ? { kind, language, timeZone, host: host.trim(), port, security, user: user.trim(), from: from.trim(), to }
      : kind === 'webhook'
        ? { kind, language, timeZone, url: url.trim() }
        : { kind, language, timeZone };
  return { name: name.trim(), settings, standard, enabled, ...(secret === '' ? {} : { secret }) };
}
