import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where every Rex of this run takes its build from. The first that starts makes it, and the others wait. */
    rexBuild: string;
  }
}

/** Vitest calls it once, before all tests; what it gives is called after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(new URL('../../../shared/data', import.meta.url))) {
    console.log('../shared/data is not there: the tests that need it are skipped.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'rex-build-'));
  const remove = async () => {
    if (process.env['REX_PERMISSIONS']) {
      const { unusedPermissions } = await import('./unused-permissions.ts');
      const unused = (await unusedPermissions(folder)) ?? ['no Rex was started'];
      console.log(['Allowed and never used in this run:', ...unused].join('\n  '));
    }
    await rm(folder, { recursive: true, force: true });
  };
  project.provide('rexBuild', folder);
  // While vitest watches, sources change between two runs.
  project.onTestsRerun(remove);
  return remove;
}
