import { ACTIONS, type Action } from '../missions/domain/workflows/actions.ts';

export interface AgentDefinition {
  readonly name: string;
  /** Grows with what it does differently. */
  readonly version: number;
  readonly purpose: string;
  /** What it uses a language model for; all of it works without. */
  readonly llm?: string;
}

/** Agents by name and version. */
export interface AgentRegistry {
  /** @throws Error for a name and version that is there already */
  register(agent: AgentDefinition): void;
  /** The newest version, or the one that is named. @throws Error when there is none */
  load(name: string, version?: number): AgentDefinition;
  all(): readonly AgentDefinition[];
}

export function createRegistry(agents: readonly AgentDefinition[] = []): AgentRegistry {
  const known = new Map<string, AgentDefinition>();
  const registry: AgentRegistry = {
    register(agent) {
      const key = `${agent.name}@${agent.version}`;
      if (known.has(key)) throw new Error(`There is an agent ${key} already.`);
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
  };
  for (const agent of agents) registry.register(agent);
  return registry;
}

/** The agents of Rex. What each can do is said by the actions of workflows. */
export const AGENTS = createRegistry([
  {
    name: 'ReviverAgent',
    version: 1,
    purpose: 'Finds who is worth writing to, holds some out for good, and chooses variants.',
  },
  {
    name: 'DeliverabilityAgent',
    version: 1,
    purpose: 'Judges sending domains in five tiers, rotates them, plans warmups.',
  },
  {
    name: 'PersonalizerAgent',
    version: 1,
    purpose: 'Writes the messages by four frameworks, in two variants.',
    llm: 'writes the templates; built-in ones otherwise',
  },
  {
    name: 'ICPIntelligenceAgent',
    version: 1,
    purpose:
      'Segments leads, scores how well they fit, learns from outcomes what foretells them, and says whom to write to first.',
  },
  { name: 'ScraperAgent', version: 1, purpose: 'Enriches leads from sources, within a budget.' },
  {
    name: 'OutreachAgent',
    version: 1,
    purpose: 'Sends within every guard, at the hour that is answered best, and follows what becomes of it.',
  },
  {
    name: 'AnalyticsAgent',
    version: 1,
    purpose: 'Measures campaigns and tests, and recommends what to change.',
  },
  {
    name: 'SpecialForcesCoordinator',
    version: 1,
    purpose: 'Runs workflows: what depends on what, what is tried again, what was reached.',
    llm: 'decides what the rules leave open; hands it to a person otherwise',
  },
]);

/** What an agent can do. */
export const capabilitiesOf = (agent: string): Action[] =>
  Object.entries(ACTIONS).flatMap(([action, { agent: by }]) =>
    by === agent && isAction(action) ? [action] : [],
  );

const isAction = (name: string): name is Action => name in ACTIONS;

/** What is logged of a step that no agent does, but a person. */
const PERSON: AgentDefinition = { name: 'person', version: 1, purpose: 'Decides.' };

/** Who does an action. */
export function agentOf(action: string): AgentDefinition {
  const by = isAction(action) ? ACTIONS[action].agent : PERSON.name;
  return by === PERSON.name ? PERSON : AGENTS.load(by);
}
