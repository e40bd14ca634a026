import { ACTIONS, type Action } from '../../missions/domain/workflows/actions.ts';

/** What an agent is: one in each folder of `shared/agents`. Status, workflows and the log of runs derive from it. */
export interface AgentManifest {
  readonly name: string;
  /** Grows with what it does differently. */
  readonly version: number;
  readonly purpose: string;
  /** The steps of missions that it does. A step has one agent. */
  readonly steps: readonly Action[];
  /** What it uses a language model for; all of it works without. */
  readonly llm?: string;
}

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

/** What is logged of a step that no agent does. */
const PERSON: AgentManifest = { name: 'person', version: 1, purpose: 'Decides.', steps: [] };

export function createRegistry(agents: readonly AgentManifest[] = []): AgentRegistry {
  const known = new Map<string, AgentManifest>();
  const byStep = new Map<string, string>();
  const registry: AgentRegistry = {
    register(agent) {
      const key = `${agent.name}@${agent.version}`;
      if (known.has(key)) throw new Error(`There is an agent ${key} already.`);
      for (const step of agent.steps) {
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

/** Steps that none of these agents does. */
export const stepsOfPeople = (registry: AgentRegistry): Action[] =>
  ACTIONS.filter((step) => registry.agentOf(step) === PERSON);
