import { type ReportDimension, type ReportSpan, reportDimensions } from '@stationmaster/domain';
import type { api } from '../../api.ts';

export type Schedule = Awaited<ReturnType<typeof api.listReportSchedules>>['items'][number];
type Body = Parameters<typeof api.createReportSchedule>[0]['body'];

export interface Fields {
  name: string;
  channelId: number | null;
  recipients: string[];
  report: Schedule['report'];
  span: ReportSpan;
  every: Schedule['rhythm']['every'];
  on: number;
  /** `07:00` */
  time: string;
  timeZone: string;
  format: Schedule['format'];
  language: Schedule['language'];
  enabled: boolean;
}

interface Given {
  /** The report that is looked at, as the address bar has it. */
  search: Readonly<Record<string, string>>;
  language: string;
  timeZone: string;
}
/** As it is, or a new one for the report that is looked at. */
export function firstFields(schedule: Schedule | undefined, { search, language, timeZone }: Given): Fields {
  if (schedule !== undefined) {
    const { name, channelId, recipients, report, span, rhythm, format, enabled } = schedule;
    const { every, on, minute } = rhythm;
    const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    return {
      name,
      channelId,
      recipients,
      report,
      span,
      every,
      on,
      time,
      timeZone: rhythm.timeZone,
      format,
      language: schedule.language,
      enabled,
    };
  }
  return {
    name: '',
    channelId: null,
    recipients: [],
    report: reportOf(search),
    span: 'lastMonth',
    every: 'month',
    on: 1,
    time: '07:00',
    timeZone,
    format: 'xlsx',
    language: language === 'de' ? 'de' : 'en',
    enabled: true,
  };
}

function reportOf(search: Readonly<Record<string, string>>): Schedule['report'] {
  const dimension = (text: string | undefined): ReportDimension | undefined => reportDimensions.find((known) => known === text);
  const and = dimension(search['and']);
  const ids = (['siteId', 'driverId', 'companyId', 'costCentreId', 'tariffId'] as const).filter((name) => Number(search[name]) > 0);
  return {
    by: dimension(search['by']) ?? 'site',
    ...(and === undefined ? {} : { and }),
    ...(search['stationId'] ? { stationId: search['stationId'] } : {}),
    ...Object.fromEntries(ids.map((name) => [name, Number(search[name])])),
  };
}

export function bodyOf({ every, on, time, timeZone, channelId, ...rest }: Fields): Body {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { ...rest, channelId: channelId ?? 0, rhythm: { every, on: every === 'day' ? 1 : on, minute: hours * 60 + minutes, timeZone } };
}
