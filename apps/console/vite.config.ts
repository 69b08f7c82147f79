import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { neededWords } from './vite/needed-words.ts';
import { routeTable } from './vite/route-table.ts';

/** The server the development console talks to. */
const server = 'http://127.0.0.1:8080';

/** Number fields bring a library of their own, and stand in dialogs only; pages of one thing have no long tables. */
const shared =
  /node_modules[\\/](?!react-number-format|@tanstack[\\/](virtual-core|react-virtual)|@mantine[\\/]core[\\/]esm[\\/]components[\\/]NumberInput)|src[\\/]components[\\/](?!data-table)/;

export default defineConfig({
  base: '/',
  plugins: [react(), neededWords(import.meta.dirname), routeTable()],
  resolve: { alias: { zod: fileURLToPath(new URL('./src/schemaless.ts', import.meta.url)) } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // What nearly every page uses comes as one file. A lower count makes every page load what half of them use: 10 to 23 KB more.
      output: { codeSplitting: { groups: [{ name: 'shared', test: shared, minShareCount: 25 }] } },
      treeshake: { moduleSideEffects: [{ test: /packages\/(domain|contract)\/|decimal\.js/, sideEffects: false }] },
    },
  },
  server: { port: 5173, proxy: { '/api': server, '/health': server } },
});
