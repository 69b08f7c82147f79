/** Builds the console into apps/console/dist. Runs at the end of `npm ci`, so that `npm start` has nothing to build. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/vite')) {
  console.log('console: Vite is not installed (production install); the console is expected to be built already');
  process.exit(0);
}
const build = spawnSync(process.execPath, ['../../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
  cwd: 'apps/console',
  stdio: 'inherit',
});
process.exit(build.status ?? 1);
