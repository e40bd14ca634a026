import { newPool, type Pool } from '../../../domains/domain/pool.ts';
import type { FieldProblem } from '../../../kernel/errors.ts';
import type { Registered } from '../contract/schemas.ts';
import type { ArbiterDeps } from './deps.ts';

type Kind = Registered['parties'][number]['kind'];

/** Who registers a conflict, and where. */
export interface Registrar {
  readonly workspace: string;
  readonly subject: string;
}

/** Those of these ids that there are. Settings are looked up by nobody: a rule or a target of a domain may be meant. */
const LOOKUPS: Readonly<
  Partial<
    Record<Kind, (deps: ArbiterDeps, by: Registrar, ids: readonly string[]) => Promise<ReadonlySet<string>>>
  >
> = {
  mission: async ({ missions }, { workspace }, ids) =>
    idsOf((await missions.getMany(workspace, ids)).flatMap((each) => each ?? [])),
  campaign: async ({ campaigns }, { workspace }, ids) => idsOf(await campaigns.getMany(workspace, ids)),
  person: async ({ memberships }, { workspace, subject }, ids) => {
    const found = await Promise.all(ids.map((id) => memberships.get(workspace, id)));
    const active = found.flatMap((each) => (each?.state === 'active' ? [each.subject] : []));
    // Of somebody whose tokens come from elsewhere no membership may be recorded.
    return new Set([subject, ...active]);
  },
};

const idsOf = (records: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(records.map(({ id }) => id));

const CALLED: Readonly<Record<Kind, string>> = {
  mission: 'mission',
  campaign: 'campaign',
  person: 'member',
  setting: 'setting',
};

/** What a registration names that is not there: parties, and the crew, provider or domain that is waited for. */
export async function unknownOf(
  deps: ArbiterDeps,
  by: Registrar,
  { parties, resource }: Pick<Registered, 'parties' | 'resource'>,
): Promise<FieldProblem[]> {
  const known = await Promise.all(
    Object.entries(LOOKUPS).map(async ([kind, look]) => {
      const ids = parties.filter((party) => party.kind === kind).map(({ id }) => id);
      return [kind, ids.length === 0 ? new Set<string>() : await look(deps, by, ids)] as const;
    }),
  );
  const there = new Map<string, ReadonlySet<string>>(known);
  const strangers = parties.flatMap(({ kind, id }, n) =>
    there.get(kind)?.has(id) === false
      ? [{ path: `body.parties.${n}.id`, message: `is of no ${CALLED[kind]} of this workspace: ${id}` }]
      : [],
  );
  const pool = resource === undefined ? undefined : await deps.pools.get(by.workspace);
  const missing = resource === undefined ? [] : notIn(pool ?? newPool(by.workspace), resource);
  return [
    ...strangers,
    ...missing.map((name) => ({
      path: 'body.resource',
      message: `names what this workspace does not have: ${name}`,
    })),
  ];
}

/** The names in a resource, such as `crew:campaigns`, that the pool does not have. */
function notIn({ crews, quotas, domains }: Pool, resource: string): string[] {
  const [kind = '', names = ''] = resource.split(':');
  const known: Readonly<Record<string, readonly string[]>> = {
    crew: crews.map(({ id }) => id),
    quota: quotas.map(({ provider }) => provider),
    domain: domains.map(({ domain }) => domain),
  };
  return names.split(',').filter((name) => name !== '' && !known[kind]?.includes(name));
}
