import { join } from 'node:path';
import { build } from 'vite';
import { PROJECT_ROOT } from './functions.ts';

/** Builds the web console into a folder, which holds nothing else. */
export async function buildConsole(outDir: string): Promise<void> {
  const root = join(PROJECT_ROOT, 'console/web');
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, chunkSizeWarningLimit: 1000 },
    // Whatever the environment says that builds it: the React for development is twice as large.
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}
