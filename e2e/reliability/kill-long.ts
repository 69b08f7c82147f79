/** The long kill test: node e2e/reliability/kill-long.ts --stations 200 --kills 40 */
import { parseArgs } from 'node:util';
import { runKills } from './kill.ts';

const { values } = parseArgs({
  options: {
    stations: { type: 'string', default: '200' },
    kills: { type: 'string', default: '40' },
    quiet: { type: 'string', default: '4000' },
    speed: { type: 'string', default: '150' },
  },
});
/** Every fifth kill hits PostgreSQL. */
const kills = Array.from({ length: Number(values.kills) }, (_, n) => (n % 5 === 4 ? 'postgres' : 'server') as 'postgres' | 'server');
const report = await runKills({
  stations: Number(values.stations),
  kills,
  quietMs: Number(values.quiet),
  speed: Number(values.speed),
  say: (line) => console.log(line),
});

console.log(`
stations             ${values.stations} (1.6, 2.0.1 and 2.1 in turn, two sockets each)
kills                ${kills.length} (${kills.filter((kill) => kill === 'postgres').length} of PostgreSQL), server started ${report.serverStarts} times
sessions             ${report.sessions}
acknowledged stops   ${report.acknowledgedStops}
energy               ${report.energyWh} Wh by the stations' own books
messages given up    ${report.lostMessages}
differences          ${report.differences.length}
took                 ${report.seconds.toFixed(0)} s`);
for (const difference of report.differences.slice(0, 50)) console.log(`  ${difference}`);
process.exit(report.differences.length === 0 && report.lostMessages === 0 ? 0 : 1);
