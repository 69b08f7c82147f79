/** Every bill of the demo network once more from its raw frames: node e2e/prices-shown/recompute-demo.ts [days] */
import { recomputeDemo } from './recompute.ts';

const days = Number(process.argv[2] ?? 7);
const { stations, frames, sessions, sums, differing } = await recomputeDemo(days);
console.log(`${days} days, ${stations} stations, ${frames} frames, ${sessions} sessions, ${differing.length} differ`);
for (const [currency, { stored, anew }] of Object.entries(sums)) console.log(`${currency} ${stored} stored, ${anew} from the frames`);
for (const one of differing.slice(0, 20)) console.log(one);
process.exitCode = sessions > 0 && differing.length === 0 ? 0 : 1;
