import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/app.ts';
import { type Bundle, buildFunctions } from '../../infra/build.ts';
import { bundleOf, functionEntries, PROJECT_ROOT } from '../../infra/functions.ts';
import { leanAws } from '../../infra/lean-aws/plugin.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { importBundle } from '../support/import-bundle.ts';
import { withSecretServer } from '../support/secret-server.ts';

/** The aim of the design for one Lambda. */
const MAX_BYTES = 400_000;
/** What is above it, and why that is worth it. Each is as near as 20 kB, so that growth is noticed. */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  // The mail parser (80 kB), words, attributions and wishes of many languages (220 kB), and Temporal (56 kB). The parsers of
  // HTML and of calendars, OpenAI's client and the reader of names are loaded when a mail has HTML only or an invitation, or
  // when a key is set.
  'consumers-inbound': 748_000,
  // Every type of task: readers of HTML and their entities (140 kB), the mail composer (50 kB), templates, Temporal, two providers
  // of e-mail. OpenAI's client and the reader of names are loaded when a key is set.
  'consumers-tasks': 710_000,
  // What missions, domains, the workspace and the explanation of a lead (templates, Temporal) do, behind one sentence.
  'http-commands': 662_000,
  // Templates (50 kB), the mail composer (50 kB), Temporal, and two providers of e-mail. What looks documents up is loaded when a
  // message cites one.
  'consumers-outbound': 615_000,
  // Templates, to show what a lead would get, and Temporal. The preview of imports is loaded when it is asked for.
  'http-leads': 609_000,
  // Templates, the review, and the health of domains. OpenAI's client is loaded when a key is set, what calls automations when
  // one is called, what judges e-mails when the workspace wants a gate.
  'steps-mission-run-step': 557_000,
  // Templates, to draft cohorts, and the scores of the ideal customer.
  'consumers-batches': 478_000,
  // Templates, to show what a mission wrote in a conversation, and the meetings that its messages are about.
  'http-inbox': 469_000,
  // Stemmers of seven languages, the words of frequent questions, and the index; what reads PDF is loaded with a document, and
  // what asks S3 Vectors where that was chosen.
  'http-knowledge': 409_000,
  // What invites goes the way of answers: its guards, with the send window (Temporal).
  'http-meetings': 427_000,
  // What sends an answer: its guards with the send window (Temporal), and the composer of mail.
  'consumers-answers': 421_000,
  // What starts each type of mission, with what its steps read and the alerts about them.
  'consumers-missions': 424_000,
  // What becomes of mail to leads, of answers, of newsletters, and of mail to members, and the alerts about them.
  'consumers-feedback': 445_000,
  // Words and wishes of many languages (150 kB), the parser of numbers (60 kB), and what follows a text: the number, the lead,
  // the ledger, the conversation.
  'consumers-texts': 509_000,
  // The parser of numbers (60 kB) and of CSV (30 kB), names of countries and time zones, spellings of columns, and words of
  // opt-outs in many languages (140 kB) for notes.
  'consumers-imports': 590_000,
  // Templates, to show a sample of what is to be approved, the reader of HTML and its entities (115 kB), and what an answer in a
  // conversation goes through.
  'http-approvals': 593_000,
  // Readers of HTML with its entities (140 kB) and of Markdown, stemmers and words of seven languages, and the settings of
  // workspaces, for the budget of an embedding model. PDF.js (1.6 MB) is loaded for the first PDF.
  'consumers-knowledge': 526_000,
  // The contracts of all routes, for the paths that others answer.
  'http-system': 495_000,
  // The contracts of all routes, and the SDK of the protocol.
  'http-mcp': 505_000,
  // What sweeps each kind of work, and what begins the missions and tasks of campaigns: the contracts of all types of tasks.
  'schedules-executor': 427_000,
  // Everything that a sender asks before a message goes, and Temporal, to play a mission forward.
  'http-forecast': 505_000,
  // The reader of HTML and its entities (115 kB), words of many languages (150 kB), to tell them, colours, syllables, and tables of words.
  'http-aesthete': 503_000,
  // Approvals are shown with what their HTML says.
  'consumers-notifications': 418_000,
};
/** On average, in bytes: what is small must not grow towards the limit of what is large. */
const MAX_MEAN = 327_000;

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

  it('are at most 400 kB, with the exceptions named here, and 327 kB on average', () => {
    expect(bundles.filter(({ id, bytes }) => bytes > (EXCEPTIONS[id] ?? MAX_BYTES))).toEqual([]);
    const sum = bundles.reduce((all, { bytes }) => all + bytes, 0);
    expect(sum / bundles.length).toBeLessThanOrEqual(MAX_MEAN);
  });

  it('hold nothing of the SDK: a call that the lean clients do not know ends the build, and says what to add', async () => {
    const source = (contents: string) =>
      build({
        stdin: { contents, resolveDir: PROJECT_ROOT, sourcefile: 'functions/some/index.ts' },
        bundle: true,
        write: false,
        platform: 'node',
        format: 'esm',
        metafile: true,
        logLevel: 'silent',
        plugins: [leanAws],
      });
    const { metafile } = await source("export { PutCommand } from '@aws-sdk/lib-dynamodb';");
    expect(Object.keys(metafile.inputs).filter((file) => file.includes('node_modules'))).toEqual([]);
    await expect(source("export { TagQueueCommand } from '@aws-sdk/client-sqs';")).rejects.toThrow(
      /infra\/lean-aws\/packages\/client-sqs\.ts.*TagQueueCommand/,
    );
    await expect(source("export { KMSClient } from '@aws-sdk/client-kms';")).rejects.toThrow(
      /functions\/some\/index\.ts imports @aws-sdk\/client-kms.*add infra\/lean-aws\/packages\/client-kms\.ts/,
    );
  });

  it('find the data beside them that they read when they need it', () => {
    expect(existsSync(join(outDir, 'consumers-outbound', 'metadata.mobile.json'))).toBe(true);
    expect(existsSync(join(outDir, 'consumers-imports', 'metadata.max.json'))).toBe(true);
    expect(existsSync(join(outDir, 'consumers-knowledge', 'pdfjs.mjs'))).toBe(true);
  });

  it('load models, sources of enrichment, connectors of automations, calendars, numbering plans, the composer of mail and the documents of the API only when they are needed', () => {
    const later = bundles.filter(({ laterBytes }) => laterBytes > 0).map(({ id }) => id);
    expect(later.sort()).toEqual([
      'consumers-answers',
      'consumers-batches',
      'consumers-imports',
      'consumers-inbound',
      'consumers-knowledge',
      'consumers-missions',
      'consumers-notifications',
      'consumers-outbound',
      'consumers-tasks',
      'http-aesthete',
      'http-agents',
      'http-approvals',
      'http-commands',
      'http-enrichment',
      'http-forecast',
      'http-guilds',
      'http-knowledge',
      'http-leads',
      'http-llm',
      'http-members',
      'http-seer',
      'http-strategos',
      'http-system',
      'schedules-council',
      'steps-mission-recover',
      'steps-mission-run-step',
    ]);
  });

  it('can be deployed as they are', () => {
    const { stacks } = synthesize(mkdtempSync(join(tmpdir(), 'rex-assembly-')), { bundles: outDir });
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(
      ['Api', 'Council', 'Data', 'Edge', 'Front', 'Mail', 'Realtime', 'Workflows'].map(
        (name) => `Rex${name}`,
      ),
    );
    // Throws when resources wait for each other, which CloudFormation would only say at deployment.
    for (const { template } of stacks) Template.fromJSON(template);
  });

  it('are reported when they are missing', () => {
    expect(() => bundleOf('http-missions', join(outDir, 'nowhere'))).toThrow(/npm run build/);
  });
});
