import type { Version } from '@stationmaster/ocpp';
import type { StationControl } from './control.ts';
import { flawless, type Maker } from './makers.ts';
import type { Network } from './network.ts';
import { type SteppedWorld, systemTimers } from './world.ts';

/** One session of a recording. Times are epoch ms, true to the recording; `evse` names the station. */
export interface RecordedSession {
  name: string;
  evse: string;
  arrival: number;
  departure: number;
  energyWh: number;
}

export interface ReplayOptions {
  network: Network;
  /** The same world that the network was made with. */
  world: SteppedWorld;
  sessions: readonly RecordedSession[];
  versions: readonly Version[];
  /** Card of a session. */
  cardOf: (session: RecordedSession) => string;
  /** Identity of a station that stands for a recorded EVSE; its name when left out. */
  idOf?: (evse: string) => string;
  makerOf?: (evse: string) => Maker;
  passwordOf?: (id: string) => string | null;
  settings?: Readonly<Record<string, string>>;
  /** The world waits while more transaction messages than this wait for their answers. */
  mostQueued?: number;
  onSession?: (done: number) => void;
}

/** Power of the recording's stations; a session that was faster gets what it needed. */
const usualW = 6600;
const msPerHour = 3_600_000;
/** The recording says what a car got, so the station must not be the limit. */
const recorder: Maker = { ...flawless, name: 'Recorder', evses: [{ kind: 'AC', maxW: 150_000 }] };

/**
 * Plays a recording through real connections: one station per recorded EVSE, versions in turn, every message with the
 * recording's own time. The world moves as fast as the CSMS keeps up. Energy is whole Wh per session: what a register shows.
 */
export async function replay(options: ReplayOptions): Promise<StationControl[]> {
  const { world, sessions } = options;
  const stations = new Map<string, StationControl>();
  for (const { evse } of sessions) if (!stations.has(evse)) stations.set(evse, newStation(options, evse, stations.size));
  await Promise.all([...stations.values()].map((station) => station.boot(60_000)));
  let done = 0;
  // Departures are put down first: at the same moment one car leaves before the next takes its place.
  for (const { evse, departure } of sessions) {
    world.after(departure - world.now(), () => {
      stations.get(evse)?.unplug();
      done += 1;
      options.onSession?.(done);
    });
  }
  for (const session of sessions) {
    const station = stations.get(session.evse);
    if (station !== undefined) world.after(session.arrival - world.now(), () => arrive(station, session, options.cardOf(session)));
  }
  await run(options, [...stations.values()]);
  return [...stations.values()];
}

function newStation(
  { network, versions, idOf = (evse) => evse, makerOf, passwordOf, settings = {} }: ReplayOptions,
  evse: string,
  index: number,
): StationControl {
  const id = idOf(evse);
  const version = versions[index % versions.length] ?? 'ocpp1.6';
  const maker = makerOf?.(evse) ?? recorder;
  return network.add({ id, version, maker, password: passwordOf?.(id) ?? null, settings });
}

function arrive(station: StationControl, { arrival, departure, energyWh }: RecordedSession, card: string): void {
  const needW = (energyWh * msPerHour) / Math.max(1, departure - arrival - 1000);
  const maxW = Math.max(usualW, needW);
  station.plugIn({ vehicle: { name: 'recorded', phases: 3, maxAcW: maxW, maxDcW: maxW, exactWh: Math.round(energyWh) } });
  station.tap(card);
}

/** Steps the world; waits whenever a card is being asked about or too much is under way. */
async function run({ network, world, mostQueued = 300 }: ReplayOptions, stations: readonly StationControl[]): Promise<void> {
  while (world.nextAt() !== null || network.queued > 0) {
    const isAsking = stations.some(({ state }) => state.asking > 0);
    if (isAsking || network.queued > mostQueued || !world.step()) await breathe();
  }
}

/** Lets the network have its turn. */
function breathe(): Promise<void> {
  return new Promise((resolve) => systemTimers.set(resolve, 1));
}
