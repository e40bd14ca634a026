import type * as z from 'zod';
import type { Action } from '../../missions/domain/workflows/actions.ts';

/**
 * A step of missions, as the agent that does it declares it. `uses` names the ports that the code is given beside those
 * of every step (`StepDeps`): code that wants another one does not compile, and the functions that run the step are
 * allowed what these ports need and nothing else.
 */
interface StepManifest {
  /** What begins the step: it does the whole work, or hands out its parts. */
  readonly start: { readonly uses: readonly string[] };
  /** What the parts are, for steps that have some, and how each of them is worked on. */
  readonly parts?:
    | { readonly of: string; readonly queue: 'batches'; readonly uses: readonly string[] }
    /** Worked on by sending itself (`sending/app/work-cohort.ts`). */
    | { readonly of: string; readonly queue: 'outbound' };
  /** What the step comes to; criteria of success and later steps read it. */
  readonly result?: z.ZodObject;
}

/** A text that a language model is asked with. Another text is another version. */
interface Prompt {
  readonly name: string;
  readonly version: number;
  /** Of the text; a test fails when the text is another and the version is not. */
  readonly sha256: string;
}

/**
 * What an agent is: one in each folder of `shared/agents`. Starters, workers, what functions may do, status, workflows,
 * the log of runs and the table in the README derive from it. It is data alone, so that a function that needs names
 * brings no code of steps into its bundle.
 */
export interface AgentManifest {
  readonly name: string;
  /** Grows with what it does differently. */
  readonly version: number;
  readonly purpose: string;
  /** The steps of missions that it does. A step has one agent. */
  readonly steps: Readonly<Partial<Record<Action, StepManifest>>>;
  /** Operations of the API that show or steer what it does. */
  readonly routes: readonly string[];
  /** Events that tell what it did, beside those of missions. */
  readonly events: readonly string[];
  /** Outside services that its steps call. */
  readonly providers: readonly string[];
  readonly prompts: readonly Prompt[];
  /** What it uses a language model for; all of it works without. */
  readonly llm?: string;
}

/** Whoever does what no agent may do. Its starter is of `review`, for approvals are no agent's. */
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
  /** @throws Error for a name and version that is there already, and for a step that another agent does */
  register(agent: AgentManifest): void;
  /** The newest version, or the one that is named. @throws Error when there is none */
  load(name: string, version?: number): AgentManifest;
  all(): readonly AgentManifest[];
  /** Who does a step: a person, where no agent does. */
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
