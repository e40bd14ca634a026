import type * as z from 'zod';
import type { Action } from '../../missions/domain/workflows/actions.ts';

/**
 * A step of missions, as its agent declares it. `uses` names the ports that the code is given in addition to those of every
 * step (`StepDeps`): code that uses another port does not compile, and the functions that run the step get only the
 * permissions that these ports need.
 */
interface StepManifest {
  /** Starts the step: does the whole work, or splits it into parts. */
  readonly start: { readonly uses: readonly string[] };
  /** For steps with parts: what a part is, and how it is processed. */
  readonly parts?:
    | { readonly of: string; readonly queue: 'batches'; readonly uses: readonly string[] }
    /** Parts are processed by sending (`sending/app/work-cohort.ts`). */
    | { readonly of: string; readonly queue: 'outbound' };
  /** The result of the step; success criteria and later steps read it. */
  readonly result?: z.ZodObject;
}

/** A prompt for a language model. A change of its text needs a new version. */
interface Prompt {
  readonly name: string;
  readonly version: number;
  /** Hash of the text. A test fails when the text has changed and the version has not. */
  readonly sha256: string;
}

/**
 * The manifest of an agent; each folder of `shared/agents` has one. Starters, workers, permissions of functions, status,
 * workflows, the log of runs and the table in the README derive from it. It contains only data, so that a function that
 * needs names does not get the code of steps into its bundle.
 */
export interface AgentManifest {
  readonly name: string;
  /** Grows whenever the behaviour of the agent changes. */
  readonly version: number;
  readonly purpose: string;
  /** The steps of missions that the agent does. A step has exactly one agent. */
  readonly steps: Readonly<Partial<Record<Action, StepManifest>>>;
  /** Operations of the API that show or control the work of the agent. */
  readonly routes: readonly string[];
  /** Events about its work, beside those of missions. */
  readonly events: readonly string[];
  /** Outside services that its steps call. */
  readonly providers: readonly string[];
  readonly prompts: readonly Prompt[];
  /** What it uses a language model for. The agent also works without a model. */
  readonly llm?: string;
}

/** Steps that a person does. Their starter is in `review`, because no agent decides on approvals. */
export const PERSON = {
  name: 'person',
  version: 1,
  purpose: 'Decides.',
  steps: { approve: { start: { uses: ['approvals', 'cohorts', 'wake'] } } },
  routes: [],
  events: [],
  providers: [],
  prompts: [],
} as const satisfies AgentManifest;

/** Agents by name and version. */
export interface AgentRegistry {
  /** @throws Error for a name and version that are registered already, and for a step of another agent */
  register(agent: AgentManifest): void;
  /** The newest version, or the given one. @throws Error when there is none */
  load(name: string, version?: number): AgentManifest;
  all(): readonly AgentManifest[];
  /** The agent of a step, or the person when no agent does it. */
  agentOf(step: string): AgentManifest;
}

export function createRegistry(agents: readonly AgentManifest[] = []): AgentRegistry {
  const known = new Map<string, AgentManifest>();
  const byStep = new Map<string, string>();
  const registry: AgentRegistry = {
    register(agent) {
      const key = `${agent.name}@${agent.version}`;
      if (known.has(key)) throw new Error(`There is an agent ${key} already.`);
      for (const step of Object.keys(agent.steps)) {
        const other = byStep.get(step) ?? agent.name;
        if (other !== agent.name) throw new Error(`Both ${other} and ${agent.name} do the step ${step}.`);
        byStep.set(step, agent.name);
      }
      known.set(key, agent);
    },
    load(name, version) {
      const versions = [...known.values()].filter((agent) => agent.name === name);
      const found = versions
        .filter((agent) => version === undefined || agent.version === version)
        .toSorted((a, b) => b.version - a.version)[0];
      if (found) return found;
      throw new Error(`There is no agent ${name}${version === undefined ? '' : ` of version ${version}`}.`);
    },
    all: () => [...known.values()],
    agentOf(step) {
      const name = byStep.get(step);
      return name === undefined ? PERSON : registry.load(name);
    },
  };
  for (const agent of agents) registry.register(agent);
  return registry;
}
