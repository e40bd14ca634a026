import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API is while the console is developed with `npm run dev:console`. */
const REX = process.env['REX_URL'] ?? 'http://127.0.0.1:3210';

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
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/api', '/rex', '/.well-known', '/_local', '/mailbox'].map((path) => [path, REX]),
    ),
  },
});
