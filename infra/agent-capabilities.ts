import type { Stack } from 'aws-cdk-lib/core';
import { MANIFESTS } from '../shared/agents/registry.ts';
import type { StartPort, WorkPort } from '../shared/coordination/app/agent-steps.ts';
import { type AgentManifest, PERSON } from '../shared/coordination/domain/agent-manifest.ts';
import * as can from './capabilities.ts';
import type { Capability } from './constructs/capability.ts';
import type { PassageVectors } from './constructs/passage-vectors.ts';
import type { Secrets } from './constructs/secrets.ts';
import type { WorkQueue } from './constructs/work-queue.ts';

type Doer = (typeof MANIFESTS)[number] | typeof PERSON;
type Port = StartPort<Doer> | WorkPort<Doer>;

/** What ports are made of. */
export interface AgentResources {
  readonly stack: Stack;
  readonly secrets: Secrets;
  readonly queues: Readonly<Record<'missions' | 'batches' | 'outbound', WorkQueue>>;
  /** Puts a message on a queue at a later time. */
  readonly schedule: Capability;
  /** Calls automations of customers, and is called by them. */
  readonly automations: readonly Capability[];
  /** The files of the knowledge base. */
  readonly knowledge: can.BucketPart;
  /** Where passages are searched, if not in the process. */
  readonly vectors: PassageVectors | undefined;
}

type Allows = (on: AgentResources) => readonly Capability[];

/** Kept in the records table, which every function that runs steps may read and write. */
const records: Allows = () => [];

/** What a function must be allowed for each port that it hands to steps. It does not compile while one is missing. */
const ALLOWS: Readonly<Record<Port, Allows>> = {
  agents: records,
  automations: records,
  automationRuns: records,
  alerts: records,
  analytics: records,
  approvals: records,
  cohorts: records,
  contents: records,
  enrichments: records,
  assignments: records,
  icp: records,
  leads: records,
  ledger: records,
  limits: records,
  numbers: records,
  pools: records,
  recommendations: records,
  released: records,
  riskEvidence: records,
  sendTimes: records,
  sends: records,
  suppressions: records,
  workspaces: records,
  batches: ({ queues }) => [can.sendTo(queues.batches)],
  outbound: ({ queues }) => [can.sendTo(queues.outbound)],
  queue: ({ queues }) => [can.sendTo(queues.missions)],
  machine: ({ stack }) => [can.controlMissions(stack, ['stop'])],
  models: ({ secrets }) => [can.readSecret('OPENAI_SECRET_ARN', secrets.openai)],
  passages: ({ knowledge, vectors }) => [
    can.readObjects('KNOWLEDGE_BUCKET', knowledge),
    can.searchVectors(vectors),
  ],
  sources: ({ secrets }) => [can.readSecret('ENRICHMENT_SECRET_ARN', secrets.enrichment)],
  outside: ({ automations }) => automations,
  wake: ({ schedule }) => [schedule],
};

const DOERS: readonly AgentManifest[] = [...MANIFESTS, PERSON];

/** For the function that starts steps: what the starters of all agents use. */
export const startCapabilities = (on: AgentResources): readonly Capability[] =>
  allow(on, (step) => step.start.uses);

/** For the function that works on parts: what the workers of all agents use. */
export const workCapabilities = (on: AgentResources): readonly Capability[] =>
  allow(on, ({ parts }) => (parts?.queue === 'batches' ? parts.uses : []));

type StepManifest = NonNullable<AgentManifest['steps'][keyof AgentManifest['steps']]>;

function allow(on: AgentResources, usesOf: (step: StepManifest) => readonly string[]): readonly Capability[] {
  const uses = new Set(DOERS.flatMap(({ steps }) => Object.values(steps).flatMap(usesOf)));
  return Object.entries(ALLOWS).flatMap(([port, allows]) => (uses.has(port) ? allows(on) : []));
}
