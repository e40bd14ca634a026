import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { createApp } from '../../infra/app.ts';
import { committedContext } from '../../infra/config.ts';
import { functionEntries } from '../../infra/functions.ts';

export interface TemplateResource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is read here by the paths that each test names.
  readonly properties: any;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string | undefined;
}

export interface Synthesis {
  readonly app: App;
  readonly assembly: CloudAssembly;
  readonly resources: readonly TemplateResource[];
  ofType(type: string): TemplateResource[];
}

/** The stacks with stand-ins for the bundles, since what is asserted here is not what the functions do. */
export function synthesizeForTest(
  choices: Readonly<Record<string, unknown>> = {},
  /** The local runtime serves the console's files itself, and knows no CloudFront. */
  { console: withConsole = true } = {},
): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'rex-infra-'));
  const bundles = join(folder, 'bundles');
  for (const { id } of functionEntries()) {
    mkdirSync(join(bundles, id), { recursive: true });
    writeFileSync(join(bundles, id, 'index.mjs'), `export const handler = () => '${id}';\n`);
  }
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(web, 'index.html'), '<!doctype html>');
  writeFileSync(join(web, 'assets/main-abc.js'), '');
  const app = createApp({
    bundles,
    ...(withConsole ? { web } : {}),
    outdir: join(folder, 'cdk.out'),
    context: { ...committedContext(), ...choices },
  });
  const assembly = app.synth();
  const resources = assembly.stacks.flatMap((stack) => resourcesOf(stack.stackName, stack.template));
  return {
    app,
    assembly,
    resources,
    ofType: (type) => resources.filter((resource) => resource.type === type),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: templates have no narrower type.
const resourcesOf = (stack: string, template: any): TemplateResource[] =>
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  Object.entries<any>(template.Resources).map(([id, resource]) => ({
    stack,
    id,
    type: resource.Type,
    properties: resource.Properties ?? {},
    dependsOn: [resource.DependsOn ?? []].flat(),
    deletionPolicy: resource.DeletionPolicy,
  }));
