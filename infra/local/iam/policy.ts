import * as z from 'zod';
import { type Condition, type Context, compileConditions, withVariables } from './conditions.ts';
import { wildcard } from './wildcard.ts';

/** Who asks. A service acts for itself; a role is assumed by a function, a state machine or a schedule. */
export type Principal =
  | { readonly kind: 'role'; readonly roleArn: string; readonly sessionArn: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'anonymous' };

/** One thing that a principal wants to do. */
export interface Need {
  /** With its service, such as `dynamodb:Query`. */
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** Finds which pattern fits, as it was written: usage is told by it. */
interface Patterns {
  readonly texts: readonly string[];
  find(value: string, context: Context): string | undefined;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** As they were written. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  fitsPrincipal(principal: Principal): boolean;
  /** What of the statement speaks of the need, or undefined when it does not. */
  match(need: Need, context: Context): { readonly action: string; readonly resource: string } | undefined;
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const principals = z.union([z.literal('*'), z.record(z.string(), texts)]);
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Principal: principals.optional(),
  NotPrincipal: z.never().optional(),
  Condition: z.unknown().optional(),
});
const document = z.object({
  Version: z.string().optional(),
  Statement: z.union([statement, z.array(statement)]),
});

/**
 * Compiles a policy document once, so that each request costs a few comparisons.
 * @throws for what cannot be decided here, rather than to pass over it.
 */
export function compilePolicy(source: unknown): Statement[] {
  const { Statement: statements } = document.parse(source);
  return [statements].flat().map(compileStatement);
}

function compileStatement(source: z.infer<typeof statement>): Statement {
  const actions = patterns(source.Action ?? source.NotAction ?? [], (text) => text.toLowerCase());
  const resources = patterns(source.Resource ?? source.NotResource ?? ['*'], (text) => text);
  const conditions: readonly Condition[] = compileConditions(source.Condition);
  const allActionsBut = source.Action === undefined;
  const allResourcesBut = source.Resource === undefined && source.NotResource !== undefined;
  return {
    effect: source.Effect,
    actions: actions.texts,
    resources: resources.texts,
    fitsPrincipal: principalTest(source.Principal, source.Effect),
    match(need, context) {
      const action = actions.find(need.action, context);
      if ((action === undefined) !== allActionsBut) return undefined;
      const resource = resources.find(need.resource, context);
      if ((resource === undefined) !== allResourcesBut) return undefined;
      for (const holds of conditions) if (!holds(context)) return undefined;
      return { action: action ?? need.action, resource: resource ?? need.resource };
    },
  };
}

/** Whole texts are looked up; only those with wildcards or variables are tried one by one. */
function patterns(texts: readonly string[], normalized: (text: string) => string): Patterns {
  const whole = new Map(
    texts.filter((text) => !/[*?]|\$\{/.test(text)).map((text) => [normalized(text), text]),
  );
  const tried = texts
    .filter((text) => !whole.has(normalized(text)))
    .map((text) => {
      if (!text.includes('${')) return { text, fits: wildcard(normalized(text)) };
      const fits = (value: string, context: Context): boolean =>
        wildcard(normalized(withVariables(text, context)))(value);
      return { text, fits };
    });
  return {
    texts,
    find(value, context) {
      const wanted = normalized(value);
      const found = whole.get(wanted);
      if (found !== undefined) return found;
      for (const { text, fits } of tried) if (fits(wanted, context)) return text;
      return undefined;
    },
  };
}

const ACCOUNT_ROOT = /^(\d{12}|arn:aws:iam::\d{12}:root)$/;

function principalTest(
  source: z.infer<typeof principals> | undefined,
  effect: Statement['effect'],
): Statement['fitsPrincipal'] {
  if (source === undefined || source === '*') return () => true;
  const services = new Set(source['Service'] ?? []);
  const accounts = new Set(source['AWS'] ?? []);
  // To allow the account leaves it to the policies of its roles; to deny it denies all of them.
  const anyRole = effect === 'Deny' && [...accounts].some((each) => ACCOUNT_ROOT.test(each));
  return (principal) => {
    if (accounts.has('*')) return true;
    if (principal.kind === 'service') return services.has(principal.service);
    if (principal.kind === 'anonymous') return false;
    return anyRole || accounts.has(principal.roleArn) || accounts.has(principal.sessionArn);
  };
}
