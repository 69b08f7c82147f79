import { foundAmiss, foundWell, judgeClock } from '@stationmaster/domain';
import { ownCommand } from '../commands/own-command.ts';
import { checkStation } from '../templates/check.ts';
import { stationFacts } from './facts-store.ts';
import { type Data, minuteMs, type StepHandler } from './step.ts';

/** What the station and we do by ourselves. */
const quick = { person: 2 * minuteMs, none: 2 * minuteMs };

/** It has called in, by the name we know, and says what it is. */
export const connection: StepHandler = {
  withinMs: { person: 60 * minuteMs, none: 10 * minuteMs },
  look: async ({ gateway, db }, { run, isLate }) => {
    const live = gateway.peek(run.stationId);
    if (live?.phase !== 'accepted') return isLate ? foundAmiss(live === undefined ? 'notConnected' : 'notAccepted') : null;
    const facts = await stationFacts(db, run.stationId);
    const { vendor = null, model = null, serialNumber = null } = facts ?? {};
    return foundWell('connected', { protocol: live.version, vendor, model, serialNumber });
  },
};

export const security: StepHandler = {
  withinMs: quick,
  look: async ({ db }, { run: { stationId, plan } }) => {
    const profile = (await stationFacts(db, stationId))?.securityProfile ?? 0;
    const { leastProfile } = plan;
    if (profile < leastProfile) return foundAmiss('belowProfile', { profile, leastProfile });
    return foundWell(profile === 0 ? 'openConnection' : 'secured', { profile });
  },
};

/** 2.x stations refuse to boot again once they are accepted (B01.FR.09): then the boot that was is the proof. */
export const boot: StepHandler = {
  withinMs: quick,
  begin: async (context, { run }) => {
    const asked = await ownCommand(context, run, { verb: 'trigger', message: 'BootNotification' });
    return { isRefused: asked?.status !== 'accepted' && asked?.status !== 'confirmed' };
  },
  look: async ({ db }, { run, step, beganAt, isLate }) => {
    const facts = await stationFacts(db, run.stationId);
    const bootedAt = facts?.bootedAt?.getTime() ?? null;
    const isNew = bootedAt !== null && bootedAt >= beganAt;
    if (!isNew && step.data['isRefused'] !== true && !isLate) return null;
    if (facts === undefined || bootedAt === null) return isLate ? foundAmiss('neverBooted') : null;
    const { vendor, model, firmwareVersion } = facts;
    return foundWell(isNew ? 'booted' : 'bootedBefore', { vendor, model, firmwareVersion, at: new Date(bootedAt).toISOString() });
  },
};

/** Its own word for now is in what it says of a connector. */
export const clock: StepHandler = {
  withinMs: { person: 20_000, none: 20_000 },
  begin: async (context, { run }): Promise<Data> => {
    const isOld = context.gateway.peek(run.stationId)?.version === 'ocpp1.6';
    const { evseId } = run.plan;
    await ownCommand(context, run, { verb: 'trigger', message: 'StatusNotification', evseId, ...(isOld ? {} : { connectorId: 1 }) });
    return {};
  },
  look: ({ gateway }, { run, isLate }) => {
    const skew = gateway.peek(run.stationId)?.clockSkewMs ?? null;
    return skew === null && !isLate ? null : judgeClock(skew);
  },
};

/** As the templates want it; where there is none, it has to tell its settings. */
export const configuration: StepHandler = {
  withinMs: quick,
  begin: async (context, { run }) => {
    const checked = await checkStation(context, run.stationId);
    const asked = checked?.compared ?? [];
    const wrong = asked
      .filter(({ state }) => state !== 'same')
      .map(({ component, variable }) => (component === '' ? variable : `${component}.${variable}`));
    if (asked.length > 0) return { settings: asked.length, wrong };
    const isOld = context.gateway.peek(run.stationId)?.version === 'ocpp1.6';
    const variables = isOld
      ? [{ component: '', variable: 'HeartbeatInterval' }]
      : [{ component: 'OCPPCommCtrlr', variable: 'HeartbeatInterval' }];
    const read = await ownCommand(context, run, { verb: 'readConfiguration', variables });
    return { settings: 0, isTold: read?.status === 'confirmed' || read?.status === 'accepted' };
  },
  look: (_, { step: { data }, isLate }) => {
    const { settings, wrong, isTold } = data;
    if (Array.isArray(wrong) && typeof settings === 'number')
      return wrong.length > 0
        ? foundAmiss('drifted', { names: wrong.join(', '), count: wrong.length })
        : foundWell('asWanted', { count: settings });
    if (isTold === true) return foundWell('noTemplates');
    return isLate || isTold === false ? foundAmiss('tellsNoSettings') : null;
  },
};

export const reset: StepHandler = {
  withinMs: { person: 5 * minuteMs, none: 5 * minuteMs },
  begin: async (context, { run }) => {
    const sent = await ownCommand(context, run, { verb: 'reset', kind: 'soft' });
    return { isRefused: sent?.status === 'rejected' || sent?.status === 'notSupported' };
  },
  look: async ({ db, gateway }, { run, step, beganAt, now, isLate }) => {
    if (step.data['isRefused'] === true) return foundAmiss('restartRefused');
    const bootedAt = (await stationFacts(db, run.stationId))?.bootedAt?.getTime() ?? 0;
    if (bootedAt >= beganAt && gateway.peek(run.stationId)?.phase === 'accepted')
      return foundWell('restarted', { seconds: Math.round((now - beganAt) / 1000) });
    return isLate ? foundAmiss('notBack') : null;
  },
};

/** A person takes the network away for a while; without one we end the connection, and it has to come back by itself. */
export const offline: StepHandler = {
  withinMs: { person: 30 * minuteMs, none: 10 * minuteMs },
  begin: ({ gateway }, { run }) => {
    if (run.plan.hands === 'none') gateway.disconnect(run.stationId, 'acceptance test');
    return {};
  },
  look: async ({ db, gateway }, { run, beganAt, isLate }) => {
    const facts = await stationFacts(db, run.stationId);
    const [lost, back] = [facts?.disconnectedAt?.getTime() ?? 0, facts?.connectedAt?.getTime() ?? 0];
    const isBack = lost >= beganAt && back > lost && gateway.peek(run.stationId)?.phase === 'accepted';
    if (isBack) return foundWell('recovered', { seconds: Math.round((back - lost) / 1000) });
    return isLate ? foundAmiss(lost >= beganAt ? 'notBack' : 'neverLost') : null;
  },
};

export const firmware: StepHandler = {
  withinMs: quick,
  look: async ({ db }, { run: { stationId, plan } }) => {
    const has = (await stationFacts(db, stationId))?.firmwareVersion ?? null;
    const wanted = plan.firmwareVersion;
    return wanted !== null && has !== wanted ? foundAmiss('otherFirmware', { has, wanted }) : foundWell('firmware', { has });
  },
};
