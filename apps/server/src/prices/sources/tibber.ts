import { z } from 'zod';
import { inOrder, parseJson, type Source, Unreadable } from './source.ts';

const price = z.object({ total: z.number(), energy: z.number(), startsAt: z.string() });
const home = z.object({
  id: z.string().optional(),
  currentSubscription: z.object({ priceInfo: z.object({ today: z.array(price), tomorrow: z.array(price) }).nullable() }).nullable(),
});
const answer = z.object({ data: z.object({ viewer: z.object({ homes: z.array(home) }) }) });
const failed = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });
const query =
  '{viewer{homes{id currentSubscription{priceInfo(resolution:QUARTER_HOURLY){today{total energy startsAt} tomorrow{total energy startsAt}}}}}}';
const quarter = 900_000;
const hour = 3_600_000;

/** Tibber's GraphQL: today's and tomorrow's prices a kWh of a home, `energy` before or `total` with taxes and fees. Tomorrow's are empty until about 13:00. */
export const tibber: Source<'tibber'> = {
  ask: (_, { secret }) => ({
    url: 'https://api.tibber.com/v1-beta/gql',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret ?? ''}` },
    body: JSON.stringify({ query }),
  }),
  read: ({ homeId, part }, text) => {
    const json = parseJson(text);
    const refused = failed.safeParse(json);
    if (refused.success) throw new Unreadable(`Tibber answers: ${refused.data.errors[0]?.message ?? ''}`);
    const read = answer.safeParse(json);
    if (!read.success) throw new Unreadable('The answer has no prices of Tibber.');
    const { homes } = read.data.data.viewer;
    const found =
      homeId === undefined ? homes.find(({ currentSubscription }) => currentSubscription !== null) : homes.find(({ id }) => id === homeId);
    const info = found?.currentSubscription?.priceInfo;
    if (info == null) throw new Unreadable('The account has no such home with a contract.');
    const all = [...info.today, ...info.tomorrow];
    return inOrder(
      all.map(({ startsAt, [part]: value }, index) => {
        const from = Date.parse(startsAt);
        const next = all[index + 1];
        const length = next === undefined ? lengthOf(all) : Date.parse(next.startsAt) - from;
        if (Number.isNaN(from)) throw new Unreadable(`${startsAt} is no time.`);
        return {
          from,
          until: from + (length === quarter ? quarter : Math.min(length, hour)),
          price: value.toFixed(6).replace(/\.?0+$/, ''),
        };
      }),
    );
  },
};

/** The last slot is as long as the one before it. */
function lengthOf(all: readonly { startsAt: string }[]): number {
  const [last, before] = [all.at(-1), all.at(-2)];
  return last === undefined || before === undefined ? hour : Date.parse(last.startsAt) - Date.parse(before.startsAt);
}
