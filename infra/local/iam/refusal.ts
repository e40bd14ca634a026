import { AwsError } from '../endpoint/aws-error.ts';
/** One need that is not allowed. */
export interface Refusal {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** As IAM ends its message: which kind of policy does not allow it, or denies it. */
  readonly reason: string;
}

interface Form {
  readonly code: string;
  readonly status: number;
  readonly text: (refusal: Refusal) => string;
}

const usual = ({ principal, action, resource, reason }: Refusal): string =>
  `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
const JSON_FORM: Form = { code: 'AccessDeniedException', status: 400, text: usual };

/** How each service says no. Those that are not here say it as DynamoDB does. */
const FORMS: Readonly<Record<string, Form>> = {
  s3: {
    code: 'AccessDenied',
    status: 403,
    text: (refusal) => usual({ ...refusal, resource: `"${refusal.resource}"` }),
  },
  sns: {
    code: 'AuthorizationError',
    status: 403,
    text: ({ action, reason, ...rest }) =>
      usual({ ...rest, action: action.replace('sns:', 'SNS:'), reason: reason.replace('sns:', 'SNS:') }),
  },
  sqs: {
    ...JSON_FORM,
    status: 403,
    text: ({ action, reason, ...rest }) =>
      usual({ ...rest, action: action.toLowerCase(), reason: reason.replace(action, action.toLowerCase()) }),
  },
  ses: {
    code: 'AccessDenied',
    status: 403,
    text: ({ principal, action, resource }) =>
      `User \`${principal}' is not authorized to perform \`${action}' on resource \`${resource}'`,
  },
  scheduler: { ...JSON_FORM, status: 403 },
  'execute-api': { ...JSON_FORM, status: 403 },
};

/** The error by which the service refuses. */
export function accessDenied(service: string, refusal: Refusal): AwsError {
  const { code, status, text } = FORMS[service] ?? JSON_FORM;
  return new AwsError(code, text(refusal), status);
}

/** One line for people. */
export const refusalText = usual;
