import * as z from 'zod';
import { leadIdSchema, lineText, pageQuerySchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { issueIdSchema, issueViewSchema } from './issue.ts';
import {
  addSubscriberBodySchema,
  newsletterBodySchema,
  newsletterIdSchema,
  newsletterViewSchema,
  SUBSCRIPTION_STATES,
  subscriberViewSchema,
} from './newsletter.ts';

const params = z.object({ id: newsletterIdSchema });
const issueParams = params.extend({ issue: issueIdSchema });
const reasonSchema = z.strictObject({ reason: lineText({ max: 300 }) });
/** Any text is accepted: a wrong link is unknown (404), not malformed. */
const link = z.object({ token: z.string() });
const PAGE = { status: 200, contentType: 'text/html; charset=utf-8' } as const;
const PUBLIC = { roles: 'public', traffic: 'recipients' } as const;

export const newsletterRoutes = routes({
  listNewsletters: {
    operationId: 'listNewsletters',
    method: 'GET',
    path: '/api/newsletters',
    summary: 'The newsletters of the workspace.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ newsletters: z.array(newsletterViewSchema) }) },
    errors: [],
  },
  putNewsletter: {
    operationId: 'putNewsletter',
    method: 'POST',
    path: '/api/newsletters',
    summary: 'Make a newsletter, or change its name, purpose or form. The same again changes nothing.',
    roles: ADMINS,
    body: newsletterBodySchema,
    success: { status: 200, schema: newsletterViewSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  getNewsletter: {
    operationId: 'getNewsletter',
    method: 'GET',
    path: '/api/newsletters/{id}',
    summary: 'One newsletter.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: newsletterViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listSubscribers: {
    operationId: 'listSubscribers',
    method: 'GET',
    path: '/api/newsletters/{id}/subscribers',
    summary:
      'Who gets a newsletter, has asked for it, or has unsubscribed, with the proof of it; the latest first.',
    roles: ANYONE,
    params,
    query: pageQuerySchema.extend({ state: z.enum(SUBSCRIPTION_STATES).default('confirmed') }),
    success: {
      status: 200,
      schema: z.object({ subscribers: z.array(subscriberViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  addSubscriber: {
    operationId: 'addSubscriber',
    method: 'POST',
    path: '/api/newsletters/{id}/subscribers',
    summary:
      'Add a person who has agreed elsewhere, with the proof of it. Who has unsubscribed can only come back by themselves.',
    roles: OPERATORS,
    params,
    body: addSubscriberBodySchema,
    success: { status: 200, schema: subscriberViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  removeSubscriber: {
    operationId: 'removeSubscriber',
    method: 'POST',
    path: '/api/newsletters/{id}/unsubscribe',
    summary:
      'Unsubscribe a person; again, or without a subscription, nothing changes. Of somebody who has only asked for it, nothing is kept.',
    roles: OPERATORS,
    params,
    body: z.strictObject({
      lead: leadIdSchema,
      forget: z
        .boolean()
        .default(false)
        .describe('Keep nothing of them, not even that they unsubscribed: for who wants to be erased'),
    }),
    success: { status: 200, schema: z.object({ lead: leadIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listIssues: {
    operationId: 'listIssues',
    method: 'GET',
    path: '/api/newsletters/{id}/issues',
    summary: 'The issues of a newsletter that have begun, with their counts; the latest first.',
    roles: ANYONE,
    params,
    query: pageQuerySchema,
    success: {
      status: 200,
      schema: z.object({ issues: z.array(issueViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  getIssue: {
    operationId: 'getIssue',
    method: 'GET',
    path: '/api/newsletters/{id}/issues/{issue}',
    summary: 'One issue: how far it is, and what became of it.',
    roles: ANYONE,
    params: issueParams,
    success: { status: 200, schema: issueViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  resumeIssue: {
    operationId: 'resumeIssue',
    method: 'POST',
    path: '/api/newsletters/{id}/issues/{issue}/resume',
    summary:
      'Let an issue go on that has stopped by itself. Only bounces and complaints that come from now on stop it again.',
    roles: OPERATORS,
    params: issueParams,
    body: reasonSchema,
    success: { status: 200, schema: issueViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  cancelIssue: {
    operationId: 'cancelIssue',
    method: 'POST',
    path: '/api/newsletters/{id}/issues/{issue}/cancel',
    summary: 'End an issue: nobody else gets it. Again, nothing changes.',
    roles: OPERATORS,
    params: issueParams,
    body: reasonSchema,
    success: { status: 200, schema: issueViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  issuePage: {
    operationId: 'issuePage',
    method: 'GET',
    path: '/issues/{token}',
    summary: 'The public page of an issue, where its newsletter has an archive.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['NOT_FOUND'],
  },
  newsletterForm: {
    operationId: 'newsletterForm',
    method: 'GET',
    path: '/subscribe/{token}',
    summary: 'The form of a newsletter: <workspace>.<newsletter>.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['NOT_FOUND'],
  },
  askForNewsletter: {
    operationId: 'askForNewsletter',
    method: 'POST',
    path: '/subscribe/{token}',
    summary:
      'Ask for a newsletter by its form (application/x-www-form-urlencoded: email, form, firstName). A mail to confirm it follows. The answer is the same for everybody.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'RATE_LIMITED'],
  },
  confirmPage: {
    operationId: 'confirmPage',
    method: 'GET',
    path: '/confirm/{token}',
    summary: 'The page behind the link to confirm, with a button. Opening it changes nothing.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['NOT_FOUND'],
  },
  confirmSubscription: {
    operationId: 'confirmSubscription',
    method: 'POST',
    path: '/confirm/{token}',
    summary: 'Confirm that a newsletter is wanted.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['NOT_FOUND'],
  },
  leavePage: {
    operationId: 'leavePage',
    method: 'GET',
    path: '/leave/{token}',
    summary: 'What a person gets of a newsletter, with a button to unsubscribe. Opening it changes nothing.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['NOT_FOUND'],
  },
  leaveNewsletter: {
    operationId: 'leaveNewsletter',
    method: 'POST',
    path: '/leave/{token}',
    summary: 'One-click unsubscribe from one newsletter (RFC 8058). It takes effect before the next mail.',
    ...PUBLIC,
    params: link,
    success: PAGE,
    errors: ['NOT_FOUND'],
  },
});
