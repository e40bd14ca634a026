import type { ContentStore } from '../../../shared/drafting/app/ports/contents.ts';
import { changeConversation, openConversation } from '../../../shared/inbox/app/change-conversation.ts';
import {
  countConversations,
  listConversations,
  withLeads,
} from '../../../shared/inbox/app/list-conversations.ts';
import type { AnswerStore } from '../../../shared/inbox/app/ports/answers.ts';
import { type RequestAnswerDeps, requestAnswer } from '../../../shared/inbox/app/request-answer.ts';
import {
  getAnswer,
  resolveAnswer,
  type SettleAnswerDeps,
  withdrawAnswer,
} from '../../../shared/inbox/app/settle-answer.ts';
import { snoozeTime } from '../../../shared/inbox/app/snooze-time.ts';
import {
  answerView,
  type ViewConversationDeps,
  viewConversation,
} from '../../../shared/inbox/app/view-conversation.ts';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import type { Act, Conversation } from '../../../shared/inbox/domain/conversation.ts';
import { NOBODY } from '../../../shared/inbox/domain/facets.ts';
import type { LeadStore } from '../../../shared/leads/app/ports/leads.ts';
import type { RequestLimiter } from '../../../shared/platform/ports/request-limiter.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';

export interface InboxDeps extends ViewConversationDeps, RequestAnswerDeps, SettleAnswerDeps {
  readonly contents: ContentStore;
  readonly answers: AnswerStore;
  readonly leads: LeadStore;
}

/** What a handler knows of a request that changes a conversation. */
interface Change {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly params: { readonly id: string };
  readonly body: { readonly version?: number | undefined };
}

export const inboxHandler = (deps: InboxDeps, limiter?: RequestLimiter) => {
  const answer = async (workspace: string, conversation: Conversation) => ({
    body: (await withLeads(deps, workspace, [conversation]))[0],
  });
  const change = async ({ caller, correlationId, params, body: { version } }: Change, act: Act) => {
    const { workspace, subject } = caller;
    const cause = { actor: { kind: 'user', id: subject }, correlationId } as const;
    return answer(
      workspace,
      await changeConversation(deps, { workspace, id: params.id, act, version, cause }),
    );
  };
  return httpHandler(
    inboxRoutes,
    {
      listConversations: async ({ caller, query }) => ({
        body: await listConversations(deps, caller.workspace, {
          ...query,
          assignee: filterBy(query.assignee, caller),
        }),
      }),
      openConversation: async ({ caller: { workspace, subject }, body, correlationId }) => {
        const cause = { actor: { kind: 'user', id: subject }, correlationId } as const;
        return answer(workspace, await openConversation(deps, { workspace, leadId: body.leadId, cause }));
      },
      countConversations: async ({ caller }) => ({
        body: await countConversations(deps, caller.workspace, caller.subject),
      }),
      listConversationLabels: async ({ caller }) => ({
        body: { labels: await deps.conversations.labels(caller.workspace) },
      }),
      getConversation: async ({ caller, params, query }) => ({
        body: await viewConversation(deps, caller.workspace, params.id, query),
      }),
      assignConversation: (request) =>
        change(request, { act: 'assign', to: memberOf(request.body.assignee, request.caller) }),
      snoozeConversation: async (request) =>
        change(request, {
          act: 'snooze',
          until: await snoozeTime(deps, request.caller.workspace, request.body.until),
        }),
      labelConversation: (request) =>
        change(request, { act: 'label', add: request.body.add, remove: request.body.remove }),
      finishConversation: (request) => change(request, { act: 'finish' }),
      reopenConversation: (request) => change(request, { act: 'reopen' }),
      answerConversation: async ({ caller: { workspace, subject }, correlationId, ...request }) => {
        const cause = { actor: { kind: 'user', id: subject }, correlationId } as const;
        const { params, body, headers } = request;
        const idempotencyKey = headers['idempotency-key'];
        const asked = { workspace, id: params.id, body, idempotencyKey, cause };
        return { body: answerView(await requestAnswer(deps, asked)) };
      },
      getAnswer: async ({ caller: { workspace }, params: { id } }) => ({
        body: answerView(await getAnswer(deps, { workspace, id })),
      }),
      withdrawAnswer: async ({ caller: { workspace, subject }, params: { id }, correlationId }) => {
        const cause = { actor: { kind: 'user', id: subject }, correlationId } as const;
        return { body: answerView(await withdrawAnswer(deps, { workspace, id, cause })) };
      },
      resolveAnswer: async ({ caller: { workspace, subject }, params: { id }, body, correlationId }) => {
        const cause = { actor: { kind: 'user', id: subject }, correlationId } as const;
        return { body: answerView(await resolveAnswer(deps, { workspace, id, cause, ...body })) };
      },
    },
    limiter,
  );
};

const filterBy = (named: string | undefined, caller: Caller): string | undefined =>
  named === undefined ? undefined : (memberOf(named, caller) ?? NOBODY);

function memberOf(named: string | null, { subject }: Caller): string | undefined {
  if (named === 'me') return subject;
  return named === null || named === 'nobody' ? undefined : named;
}
