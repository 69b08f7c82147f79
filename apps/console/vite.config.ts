import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The server the development console talks to. */
const server = 'http://127.0.0.1:8080';

/** Number fields bring a library of their own, and stand in dialogs only. */
const shared = /node_modules[\\/](?!react-number-format|@mantine[\\/]core[\\/]esm[\\/]components[\\/]NumberInput)|src[\\/]components/;

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { alias: { zod: fileURLToPath(new URL('./src/schemaless.ts', import.meta.url)) } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // What most pages use comes as one file instead of forty small ones.
      output: { codeSplitting: { groups: [{ name: 'shared', test: shared, minShareCount: 5 }] } },
      treeshake: { moduleSideEffects: [{ test: /packages\/(domain|contract)\/|decimal\.js/, sideEffects: false }] },
    },
  },
  server: { port: 5173, proxy: { '/api': server, '/health': server } },
});
