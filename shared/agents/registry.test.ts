import { globSync } from 'node:fs';
import { expect, expectTypeOf, it } from 'vitest';
import { EVENT_CONTRACTS } from '../api/contract/catalogue.ts';
import { ROUTE_TABLES } from '../api/contract/route-tables.ts';
import type { StartersOf, StepOf, WorkersOf } from '../coordination/app/agent-steps.ts';
import { type AgentManifest, createRegistry, PERSON } from '../coordination/domain/agent-manifest.ts';
import { DECIDE_PROMPT } from '../decisions/app/reason-decision.ts';
import { sha256 } from '../kernel/hash.ts';
import type { MissionStore } from '../missions/app/ports/missions.ts';
import type { Action } from '../missions/domain/workflows/actions.ts';
import { WORKFLOWS } from '../missions/domain/workflows/workflows.ts';
import { CITING_PROMPT, SYSTEM_PROMPT } from './personalizer/prompt.ts';
import { AGENTS, type Doer, MANIFESTS } from './registry.ts';
import type { STARTERS } from './starters.ts';
import type { WORKERS } from './workers.ts';

const agent = {
  name: 'TestAgent',
  version: 1,
  purpose: 'To be found.',
  steps: {},
  routes: [],
  events: [],
  providers: [],
  prompts: [],
} satisfies AgentManifest;

it('loads the newest version of an agent, or the version that is asked for', () => {
  const registry = createRegistry([agent, { ...agent, version: 3 }, { ...agent, version: 2 }]);
  expect(registry.load('TestAgent').version).toBe(3);
  expect(registry.load('TestAgent', 2).version).toBe(2);
  expect(() => registry.load('TestAgent', 4)).toThrow(/no agent TestAgent of version 4/);
  expect(() => registry.load('Nobody')).toThrow(/no agent Nobody/);
});

it('refuses an agent whose name and version are already registered', () => {
  expect(() => createRegistry([agent, agent])).toThrow(/TestAgent@1 already/);
});

it('refuses a step that another agent already has', () => {
  const one = { ...agent, steps: { score: { start: { uses: [] } } } };
  expect(() => createRegistry([one, { ...one, name: 'Other' }])).toThrow(
    /Both TestAgent and Other do the step score/,
  );
});

it('contains the agent of every folder and a person, who together cover every step', () => {
  const folders = globSync('*/manifest.ts', { cwd: new URL('.', import.meta.url) });
  expect(folders.length).toBeGreaterThanOrEqual(8);
  expect(AGENTS.all()).toHaveLength(folders.length);
  expect(AGENTS.agentOf('approve')).toBe(PERSON);
  expectTypeOf<StepOf<Doer>>().toEqualTypeOf<Action>();
});

it('names only existing routes and events, and gives each to one agent', () => {
  const operations = Object.values(ROUTE_TABLES).flatMap((table) => Object.keys(table));
  const routes = MANIFESTS.flatMap((each) => [...each.routes]);
  const events = MANIFESTS.flatMap((each) => [...each.events]);
  expect(routes.filter((name) => !operations.includes(name))).toEqual([]);
  expect(events.filter((name) => !EVENT_CONTRACTS.has(name))).toEqual([]);
  expect(new Set(routes).size).toBe(routes.length);
  expect(new Set(events).size).toBe(events.length);
});

it('declares the result of each step, and workflows measure success only by declared results', () => {
  for (const { success } of WORKFLOWS.values()) {
    for (const { metric } of success) {
      const [step = '', name = ''] = metric.split('.');
      if (step === 'messages' || step === 'audience') continue;
      const declared = AGENTS.agentOf(step).steps;
      const result = Object.entries(declared).find(([each]) => each === step)?.[1]?.result;
      expect(Object.keys(result?.shape ?? {}), metric).toContain(name);
    }
  }
});

type UsesOf<Place, Step, M = Doer> = M extends { readonly steps: infer Steps }
  ? Step extends keyof Steps
    ? Steps[Step] extends Readonly<Record<Place & string, { readonly uses: readonly (infer Name)[] }>>
      ? Name
      : never
    : never
  : never;
type Unused<Place, Code> = {
  [Step in keyof Code]: Code[Step] extends (deps: infer Deps, ...rest: never[]) => unknown
    ? Exclude<UsesOf<Place, Step>, keyof Deps>
    : never;
}[keyof Code];

it('names no unused port', () => {
  expectTypeOf<UsesOf<'start', 'score'>>().toEqualTypeOf<'leads' | 'icp' | 'batches'>();
  expectTypeOf<Unused<'start', typeof STARTERS>>().toBeNever();
  expectTypeOf<Unused<'parts', typeof WORKERS>>().toBeNever();
});

/** The texts that the manifests speak of. Who changes one raises its version there. */
const PROMPTS: Readonly<Record<string, string>> = {
  personalize: SYSTEM_PROMPT,
  'personalize-citing': CITING_PROMPT,
  decide: DECIDE_PROMPT,
};

it('gives another version to a prompt with another text', () => {
  const declared = MANIFESTS.flatMap((each) => [...each.prompts]);
  expect(declared.map(({ name }) => name).toSorted()).toEqual(Object.keys(PROMPTS).toSorted());
  for (const { name, sha256: pinned } of declared) expect(sha256(PROMPTS[name] ?? ''), name).toBe(pinned);
});

it('does not compile while a starter or a worker is missing, or uses what the manifest does not name', () => {
  const one = {
    ...agent,
    steps: { score: { start: { uses: ['missions'] }, parts: { of: 'a page', queue: 'batches', uses: [] } } },
  } as const satisfies AgentManifest;
  type Starters = StartersOf<typeof one>;
  type Workers = WorkersOf<typeof one>;
  interface Uses<Name extends string> {
    start: (deps: { readonly missions: MissionStore } & Readonly<Record<Name, object>>) => Promise<void>;
  }
  expectTypeOf<{ score: Uses<never>['start'] }>().toExtend<Starters>();
  expectTypeOf<{ score: Uses<'leads'>['start'] }>().not.toExtend<Starters>();
  expectTypeOf<Record<string, never>>().not.toEqualTypeOf<Starters>();
  expectTypeOf<object>().not.toExtend<Starters>();
  expectTypeOf<object>().not.toExtend<Workers>();
});
