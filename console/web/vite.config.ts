import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API is while the console is developed with `npm run dev:console`. */
const REX = process.env['REX_URL'] ?? 'http://127.0.0.1:3210';

/** What many pages share is in few files: what the first page needs, and the kit by who needs what of it. */
const GROUPS = [
  { name: 'start', tags: ['$initial' as const], priority: 3 },
  // Who did something stands on most pages; in the kit it would be merged with what the routes that it asks wait for.
  {
    name: 'who',
    test: /\/console\/web\/app\/(who|person-name)\./,
    priority: 2,
    includeDependenciesRecursively: false,
  },
  {
    name: 'kit',
    test: /\/(console\/web\/(ui|format|app|api)|node_modules\/(lucide-react|@base-ui|@floating-ui))\//,
    minShareCount: 2,
    entriesAware: true,
    entriesAwareMergeThreshold: 5_000,
    priority: 1,
  },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    // A content security policy without inline script allows neither the polyfill nor data addresses of scripts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    emptyOutDir: true,
    reportCompressedSize: false,
    // All styles are 11 kB compressed. Each file more is a request, and an element that the browser works on for milliseconds.
    cssCodeSplit: false,
    rolldownOptions: {
      // Of 2,000 icons, only those are read that the console shows.
      experimental: { lazyBarrel: true },
      output: {
        codeSplitting: { groups: GROUPS },
        // Of a group that is divided by who needs what, the name lists them all.
        chunkFileNames: ({ name }) => `assets/${name.split('~', 1)[0]}-[hash].js`,
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api', '/rex', '/.well-known', '/_local', '/mailbox'].map((path) => [path, REX]),
    ),
  },
});
