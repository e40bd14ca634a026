import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { damaged } from '../damage.ts';

const json = z.record(z.string(), z.unknown());

const templateResource = z.object({
  Type: z.string(),
  Properties: json.default({}),
  Condition: z.string().optional(),
});
const template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), json)).default({}),
  Conditions: json.default({}),
  Resources: z.record(z.string(), templateResource),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof template>;

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: json.default({}),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

const assetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export interface Stack {
  readonly name: string;
  readonly template: Template;
}

/** A synthesized app: its stacks, and where the files of its assets are, by the key they would have in S3. */
export interface CloudAssembly {
  readonly stacks: readonly Stack[];
  readonly assets: ReadonlyMap<string, string>;
}

const TEMPLATE_SUFFIX = '.template.json';
const ASSETS_SUFFIX = '.assets.json';

/** Reads a `cdk.out` folder. @throws when there is none, or when it holds no template. */
export function readAssembly(folder: string): CloudAssembly {
  if (!existsSync(folder))
    throw new Error(`${folder} does not exist. Synthesize the stacks first (npm run synth).`);
  const files = readdirSync(folder).sort();
  const stackFiles = stackTemplates(folder) ?? templatesIn(files);
  if (stackFiles.size === 0) throw new Error(`${folder} holds no CloudFormation template.`);
  const stacks = [...stackFiles].map(([name, file]) => ({
    name,
    template: template.parse(readJson(join(folder, file))),
  }));
  const assets = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith(ASSETS_SUFFIX))) {
    for (const { source, destinations } of Object.values(
      assetManifest.parse(readJson(join(folder, file))).files,
    )) {
      for (const { objectKey } of Object.values(destinations))
        assets.set(objectKey, resolve(folder, source.path));
    }
  }
  return { stacks, assets };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw damaged(
      file,
      cause,
      'It was built, and can be again: remove the build that it is in, and start again.',
    );
  }
}

function stackTemplates(folder: string): Map<string, string> | undefined {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return undefined;
  const found = new Map<string, string>();
  for (const [name, artifact] of Object.entries(manifest.parse(readJson(file)).artifacts)) {
    const templateFile = artifact.properties['templateFile'];
    if (artifact.type !== 'aws:cloudformation:stack' || typeof templateFile !== 'string') continue;
    const stackName = artifact.properties['stackName'];
    found.set(typeof stackName === 'string' ? stackName : name, templateFile);
  }
  return found;
}

const templatesIn = (files: readonly string[]): Map<string, string> =>
  new Map(
    files
      .filter((name) => name.endsWith(TEMPLATE_SUFFIX))
      .map((name) => [name.slice(0, -TEMPLATE_SUFFIX.length), name]),
  );
