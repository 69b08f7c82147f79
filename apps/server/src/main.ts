import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before anything else is loaded: the second start finds the code stripped of types and compiled, and needs half as long. A folder
// that cannot be written costs nothing but that.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/stationmaster'));
await import('./serve.ts');
