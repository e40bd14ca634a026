import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/app.ts';
import { type Bundle, buildFunctions } from '../../infra/build.ts';
import { bundleOf, functionEntries } from '../../infra/functions.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { importBundle } from '../support/import-bundle.ts';
import { withSecretServer } from '../support/secret-server.ts';

/** The aim of the design for one Lambda. */
const MAX_BYTES = 500_000;
/** What is above it, and why that is worth it. Each is as near as 20 kB, so that growth is noticed. */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  // HTML as text by html-to-text (160 kB), words and attributions of many languages (145 kB), the mail parser (80 kB),
  // Temporal (56 kB) and the S3 client (110 kB).
  'consumers-inbound': 1_065_000,
  // Templates (80 kB), the mail composer (50 kB), Temporal, the world's mobile numbers (136 kB), and the clients of SES,
  // Step Functions, Scheduler and secrets.
  'consumers-outbound': 965_000,
  // The S3 client (110 kB), the world's phone numbers (145 kB), and names of countries and time zones.
  'consumers-imports': 950_000,
  // Templates, to show what a lead would get, the world's mobile numbers, Temporal, and the S3 client, to sign uploads.
  'http-leads': 935_000,
  // What missions, domains, the workspace and the explanation of a lead (templates, numbers) do, behind one sentence.
  'http-commands': 925_000,
  // Templates (80 kB) and the world's mobile numbers, to draft cohorts and choose their channels, the scores of the ideal
  // customer, and the clients of Step Functions, secrets and SQS, to enrich.
  'consumers-batches': 800_000,
  // Templates, the review, and the clients of SQS, Step Functions, Scheduler and secrets. OpenAI's client is loaded when a key is set.
  'steps-mission-run-step': 750_000,
  // The S3 client and the CSV parser (30 kB), to drive on an import that was never started, and changes that run out.
  'schedules-executor': 710_000,
  // Templates, to judge what an external agent has written, and the client of Step Functions.
  'consumers-missions': 605_000,
  // Templates, to show a sample of what is to be approved, changes of settings, and the client of Step Functions.
  'http-approvals': 585_000,
  // The numbers of the countries that write one number in two ways.
  'consumers-texts': 620_000,
  // Replies that a webhook or a click settles, and the clients of SQS and secrets.
  'http-channels': 575_000,
  'http-public': 525_000,
  // Temporal, and the clients of SQS, Step Functions or Scheduler.
  'http-resources': 520_000,
  'steps-mission-analyze': 530_000,
  'steps-mission-recover': 520_000,
};

describe('bundles', () => {
  const outDir = mkdtempSync(join(tmpdir(), 'rex-bundles-'));
  let bundles: Bundle[];
  beforeAll(async () => {
    bundles = await buildFunctions({ outDir });
  });

  it('exist for every function', () => {
    expect(bundles.map(({ id }) => id).sort()).toEqual(
      functionEntries()
        .map(({ id }) => id)
        .sort(),
    );
    for (const { id } of bundles) expect(existsSync(join(outDir, id, 'index.mjs'))).toBe(true);
  });

  it('load and export a handler, each in a process of its own', async () => {
    await withSecretServer(async (endpoint) => {
      const times = await mapConcurrent(bundles, 2, ({ id }) =>
        importBundle(join(outDir, id, 'index.mjs'), endpoint),
      );
      expect(times).toHaveLength(bundles.length);
    });
  });

  it('are at most 500 kB, with the exceptions named here', () => {
    expect(bundles.filter(({ id, bytes }) => bytes > (EXCEPTIONS[id] ?? MAX_BYTES))).toEqual([]);
  });

  it('load models, sources of enrichment and the documents of the API only when they are needed', () => {
    const later = bundles.filter(({ laterBytes }) => laterBytes > 0).map(({ id }) => id);
    expect(later.sort()).toEqual([
      'consumers-batches',
      'http-commands',
      'http-enrichment',
      'http-llm',
      'http-system',
      'steps-mission-recover',
      'steps-mission-run-step',
    ]);
  });

  it('can be deployed as they are', () => {
    const { stacks } = synthesize(mkdtempSync(join(tmpdir(), 'rex-assembly-')), { bundles: outDir });
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(
      ['Api', 'Data', 'Edge', 'Mail', 'Realtime', 'Workflows'].map((name) => `Rex${name}`),
    );
    // Throws when resources wait for each other, which CloudFormation would only say at deployment.
    for (const { template } of stacks) Template.fromJSON(template);
  });

  it('are reported when they are missing', () => {
    expect(() => bundleOf('http-missions', join(outDir, 'nowhere'))).toThrow(/npm run build/);
  });
});
