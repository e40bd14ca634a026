import { RexError } from '../../../shared/kernel/errors.ts';
import type { Asking } from '../../../shared/members/app/enter.ts';
import { accept, invite, listInvitations, revokeInvitation } from '../../../shared/members/app/invite.ts';
import { createKey, revokeKey } from '../../../shared/members/app/manage-keys.ts';
import {
  changeRole,
  listMembers,
  removeMember,
  transferOwnership,
} from '../../../shared/members/app/manage-members.ts';
import { readMe } from '../../../shared/members/app/me.ts';
import {
  createWorkspace,
  nameOrganisation,
  type OrganiseDeps,
  organisationOf,
} from '../../../shared/members/app/organise.ts';
import { invitationView, keyView, memberView } from '../../../shared/members/app/views.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Person } from '../../../shared/platform/runtime/http-event.ts';

const askingOf = ({
  caller,
  correlationId,
}: {
  readonly caller: Person;
  readonly correlationId: string;
}): Asking => ({ ...caller, correlationId });

function assertMeant({ workspace }: Person, named: { readonly workspace: string }): void {
  if (workspace !== named.workspace)
    throw new RexError(
      'CONFLICT',
      `This request is about the workspace ${workspace}, not ${named.workspace}.`,
    );
}

export const membersHandler = (deps: OrganiseDeps) =>
  httpHandler(memberRoutes, {
    getMe: async ({ caller, correlationId }) => ({ body: await readMe(deps, { ...caller, correlationId }) }),
    acceptInvitation: async ({ caller, body, correlationId }) => {
      const { workspace, role } = await accept(deps, { ...caller, token: body.token, correlationId });
      return { body: await readMe(deps, { ...caller, workspace, role, correlationId }) };
    },
    listMembers: async (request) => ({
      body: { members: (await listMembers(deps, request.caller.workspace)).map(memberView) },
    }),
    changeMember: async (request) => {
      const { params, body } = request;
      const asked = { asking: askingOf(request), subject: params.subject, role: body.role };
      return { body: memberView(await changeRole(deps, asked)) };
    },
    removeMember: async (request) => {
      await removeMember(deps, { asking: askingOf(request), subject: request.params.subject });
      return { body: { subject: request.params.subject } };
    },
    transferOwnership: async (request) => {
      const asked = { asking: askingOf(request), subject: request.params.subject };
      return { body: memberView(await transferOwnership(deps, asked)) };
    },
    leaveWorkspace: async (request) => {
      const { subject } = request.caller;
      assertMeant(request.caller, request.body);
      await removeMember(deps, { asking: askingOf(request), subject });
      return { body: { subject } };
    },
    createInvitation: async (request) => {
      const { token, ...invitation } = await invite(deps, { asking: askingOf(request), ...request.body });
      return { body: { ...invitationView(invitation, deps.clock.now()), token } };
    },
    listInvitations: async ({ caller }) => {
      const found = await listInvitations(deps, caller.workspace);
      return { body: { invitations: found.map((each) => invitationView(each, deps.clock.now())) } };
    },
    revokeInvitation: async (request) => {
      const revoked = await revokeInvitation(deps, { asking: askingOf(request), id: request.params.id });
      return { body: invitationView(revoked, deps.clock.now()) };
    },
    createApiKey: async (request) => {
      const { key, ...made } = await createKey(deps, { asking: askingOf(request), ...request.body });
      return { body: { ...keyView(made), key } };
    },
    listApiKeys: async ({ caller }) => ({
      body: { keys: (await deps.apiKeys.list(caller.workspace)).map(keyView) },
    }),
    revokeApiKey: async (request) => ({
      body: keyView(await revokeKey(deps, { asking: askingOf(request), id: request.params.id })),
    }),
    getOrganisation: async ({ caller }) => ({ body: await organisationOf(deps, caller.workspace) }),
    putOrganisation: async (request) => ({
      body: await nameOrganisation(deps, { asking: askingOf(request), name: request.body.name }),
    }),
    createWorkspace: async (request) => ({
      body: await createWorkspace(deps, { asking: askingOf(request), id: request.body.id }),
    }),
  });
