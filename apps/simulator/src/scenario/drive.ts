import type { StationControl } from '../control.ts';
import type { Random } from '../random.ts';
import { vehicles } from '../vehicle.ts';
import type { World } from '../world.ts';
import type { Scenario } from './scenarios.ts';

export interface Drive {
  world: World;
  scenario: Scenario;
  random: Random /** Cards of the drivers. */;
  cards: readonly string[];
}

const minute = 60_000;
const hour = 60 * minute;

/** Lets cars come and go at every EVSE of a station until `stop` is called. */
export function drive(station: StationControl, { world, scenario, random, cards }: Drive): { stop: () => void } {
  const handles = new Set<unknown>();
  let isOver = false;
  const after = (ms: number, fn: () => void): void => {
    if (isOver) return;
    const handle = world.after(ms, () => {
      handles.delete(handle);
      if (!isOver) fn();
    });
    handles.add(handle);
  };
  const minutes = ([low, high]: readonly [number, number]): number => (low + random.next() * (high - low)) * minute;

  const nextCar = (evse: number, gap = scenario.gap): void => {
    if (gap !== null) after(untilOpen(world.now(), scenario, random) + minutes(gap), () => arrive(evse));
  };
  const arrive = (evse: number): void => {
    if (random.next() < scenario.chances.refusedCard) station.tap('00BADCA4D0', { evse });
    const card = random.pick(cards);
    station.plugIn({ evse, vehicle: { ...random.pick(vehicles), soc: 0.1 + random.next() * 0.6 } });
    station.tap(card, { evse });
    const stay = minutes(scenario.stay);
    if (random.next() < scenario.chances.pause) {
      after(stay * 0.3, () => station.pause({ evse }));
      after(stay * 0.5, () => station.pause({ evse, isPaused: false }));
    }
    if (random.next() < scenario.chances.offline) {
      after(stay * 0.2, () => station.goOffline());
      after(stay * (0.3 + random.next()), () => station.comeBack());
    }
    if (random.next() < scenario.chances.fault) {
      after(stay * 0.6, () => station.fault('GroundFailure', { evse }));
      after(stay * 0.9, () => station.fault(null, { evse }));
    }
    if (random.next() < scenario.chances.stopByCard)
      after(stay - Math.min(2 * minute, stay / 10), () => {
        if (station.evse(evse).session !== null) station.tap(card, { evse });
      });
    after(stay, () => {
      station.unplug({ evse });
      nextCar(evse);
    });
  };
  for (const { id } of station.state.evses) nextCar(id, scenario.firstGap ?? scenario.gap);
  return {
    stop: () => {
      isOver = true;
      for (const handle of handles) world.cancel(handle);
    },
  };
}

/** ms until the scenario's hours begin; spread over them, so that not all come at once. */
function untilOpen(now: number, { hours }: Scenario, random: Random): number {
  if (hours === null) return 0;
  const [from, to] = hours;
  const ofDay = now % (24 * hour);
  if (ofDay >= from * hour && ofDay < to * hour) return 0;
  const wait = (from * hour - ofDay + 24 * hour) % (24 * hour);
  return wait + random.next() * (to - from - 1) * hour;
}
