import { join } from 'node:path';
import { build } from 'vite';
import { PROJECT_ROOT } from './functions.ts';

/** Builds the web console into a folder, which holds nothing else. */
export async function buildConsole(outDir: string): Promise<void> {
  const root = join(PROJECT_ROOT, 'console/web');
  const { NODE_ENV: before } = process.env;
  // Vite makes JSX and React for development of anything else, whatever mode it is told; tests run under `test`.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir, chunkSizeWarningLimit: 1000 },
    });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
