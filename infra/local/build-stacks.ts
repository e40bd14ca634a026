import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import { createApp } from '../app.ts';
import { committedContext } from '../config.ts';
import { functionEntries } from '../functions.ts';

const BUCKET = 'functions';
const keyOf = (id: string): string => `${id}.zip`;

/**
 * Synthesizes the stacks, which name the bundles by the ids of their functions. They need not be there yet, so both can be
 * made at the same time; that all are there the start finds out. What only deployments and people look at is left out.
 */
export function synthesizeLocally({
  outDir,
  bundles,
  context,
}: {
  outDir: string;
  /** The folder of the bundles, as seen from `outDir` when they run. */
  bundles: string;
  context: Readonly<Record<string, unknown>>;
}): void {
  // Validation against the CloudFormation schemas is for deployments (`npm run synth`); it would double the start.
  process.env['CDK_VALIDATION'] = 'false';
  createApp({
    codeOf: (id) => new NamedCode(id),
    outdir: outDir,
    context: { ...committedContext(), ...context },
    treeMetadata: false,
  }).synth();
  const files = functionEntries().map(({ id }) => [
    id,
    { source: { path: join(bundles, id) }, destinations: { local: { objectKey: keyOf(id) } } },
  ]);
  writeFileSync(
    join(outDir, 'functions.assets.json'),
    JSON.stringify({ files: Object.fromEntries(files) }, null, 1),
  );
}

/** Code that nobody looks at while the stacks are made: as an asset, all of it would be read for its hash, and copied. */
class NamedCode extends Code {
  readonly isInline = false;
  readonly #id: string;

  constructor(id: string) {
    super();
    this.#id = id;
  }

  override bind(): CodeConfig {
    return { s3Location: { bucketName: BUCKET, objectKey: keyOf(this.#id) } };
  }
}
