import { RexError } from '../../kernel/errors.ts';
import { newEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { memberEvents } from '../contract/events.ts';
import { type Membership, withMembers } from '../domain/membership.ts';
import { MOST_WORKSPACES, type Organisation } from '../domain/organisation.ts';
import { type Asking, enter, type MemberDeps } from './enter.ts';

export interface OrganiseDeps extends MemberDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/** @throws RexError NOT_FOUND */
export async function organisationOf(
  { memberships }: Pick<MemberDeps, 'memberships'>,
  workspace: string,
): Promise<Organisation> {
  const { organisation } = await memberships.team(workspace);
  const found = organisation === undefined ? undefined : await memberships.organisation(organisation);
  if (!found)
    throw new RexError('NOT_FOUND', 'This workspace belongs to no organisation: an owner can make one.');
  return found;
}

/** Names the organisation; makes it where there is none. */
export async function nameOrganisation(
  deps: OrganiseDeps,
  { asking, name }: { readonly asking: Asking; readonly name: string },
): Promise<Organisation> {
  await enter(deps, asking);
  return retryOnConflict(async () => {
    const team = await deps.memberships.team(asking.workspace);
    const known =
      team.organisation === undefined ? undefined : await deps.memberships.organisation(team.organisation);
    if (known?.name === name) return known;
    const organisation: Organisation = known
      ? { ...known, version: known.version + 1, name }
      : { id: newId('og', deps.clock.now()), version: 1, name, workspaces: [asking.workspace] };
    const next = withMembers({ ...team, organisation: organisation.id }, []);
    await deps.memberships.save(next, [], { organisation });
    return organisation;
  });
}

/**
 * Makes a workspace of which the caller is the owner. A repeat by the same person finds it made.
 * @throws RexError NOT_FOUND without an organisation, CONFLICT for an id that is taken
 */
export async function createWorkspace(
  deps: OrganiseDeps,
  { asking, id }: { readonly asking: Asking; readonly id: string },
): Promise<Organisation> {
  await enter(deps, asking);
  return retryOnConflict(async () => {
    const organisation = await organisationOf(deps, asking.workspace);
    const { subject, email, correlationId } = asking;
    const [team, settings] = await Promise.all([deps.memberships.team(id), deps.workspaces.get(id)]);
    if (organisation.workspaces.includes(id) && team.owners.includes(subject)) return organisation;
    if (team.version > 0 || settings !== undefined)
      throw new RexError('CONFLICT', `The workspace ${id} exists already: choose another id.`);
    if (organisation.workspaces.length >= MOST_WORKSPACES)
      throw new RexError('CONFLICT', `An organisation has at most ${MOST_WORKSPACES} workspaces.`);
    const now = deps.clock.now();
    const owner: Membership = {
      workspace: id,
      subject,
      version: 1,
      email,
      role: 'owner',
      state: 'active',
      from: 'member',
      since: now.toISOString(),
    };
    const next: Organisation = {
      ...organisation,
      version: organisation.version + 1,
      workspaces: [...organisation.workspaces, id],
    };
    const told = newEvent(
      memberEvents,
      'organisation.workspace-added',
      {
        workspace: id,
        about: id,
        sequence: 1,
        correlationId,
        actor: { kind: 'user', id: subject },
        data: { organisation: organisation.name },
      },
      now,
    );
    await deps.memberships.save(
      withMembers({ ...team, organisation: organisation.id, membersOnly: true }, [owner]),
      [told],
      {
        organisation: next,
      },
    );
    return next;
  });
}
