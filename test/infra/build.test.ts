import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/app.ts';
import { type Bundle, buildFunctions } from '../../infra/build.ts';
import { bundleOf, functionEntries } from '../../infra/functions.ts';

/** The aim of the design for one Lambda. */
const MAX_BYTES = 500_000;
/** What is above it, and why that is worth it. */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  // The S3 client and the metadata of the world's phone numbers.
  'consumers-imports': 800_000,
  // The S3 client and the mail parser.
  'consumers-inbound': 700_000,
  // Templates and time zones; the first also builds mail, the second also signs uploads with the S3 client.
  'consumers-outbound': 850_000,
  'http-leads': 800_000,
  'consumers-batches': 600_000,
  'http-approvals': 600_000,
  // The OpenAI client is 400 kB.
  'steps-mission-run-step': 1_050_000,
};

describe('bundles', () => {
  const outDir = mkdtempSync(join(tmpdir(), 'rex-bundles-'));
  let bundles: Bundle[];
  beforeAll(async () => {
    bundles = await buildFunctions({ outDir });
  });

  it('are made of every function', () => {
    expect(bundles.map(({ id }) => id).sort()).toEqual(
      functionEntries()
        .map(({ id }) => id)
        .sort(),
    );
    for (const { id } of bundles) expect(existsSync(join(outDir, id, 'index.mjs'))).toBe(true);
  });

  it('are at most 500 kB, with the exceptions named here', () => {
    expect(bundles.filter(({ id, bytes }) => bytes > (EXCEPTIONS[id] ?? MAX_BYTES))).toEqual([]);
  });

  it('can be deployed as they are', () => {
    const { stacks } = synthesize(mkdtempSync(join(tmpdir(), 'rex-assembly-')), { bundles: outDir });
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(
      ['Api', 'Data', 'Edge', 'Mail', 'Realtime', 'Workflows'].map((name) => `Rex${name}`),
    );
    // Throws when resources wait for each other, which CloudFormation would only say at deployment.
    for (const { template } of stacks) Template.fromJSON(template);
  });

  it('are asked for when they are missing', () => {
    expect(() => bundleOf('http-missions', join(outDir, 'nowhere'))).toThrow(/npm run build/);
  });
});
