import type { z } from 'zod';
import type {
  createMoveBodySchema,
  editMoveBodySchema,
  MoveView,
} from '../../../../shared/campaigns/contract/move.ts';

type Values = Readonly<Record<string, unknown>>;
type CreateBody = z.input<typeof createMoveBodySchema>;

/** What is typed of a move, before it is a request. */
export interface MoveDraft {
  readonly title: string;
  readonly description: string;
  readonly kind: 'person' | 'mission' | 'task';
  /** Of the mission or task. */
  readonly type: string;
  readonly instructions: string;
  /** Parameters of the mission, or the payload of the task. */
  readonly values: Values;
  readonly dependsOn: readonly string[];
  /** Instants; empty for none. */
  readonly startsAt: string;
  readonly dueAt: string;
  readonly owner: string;
}

const EMPTY: MoveDraft = {
  title: '',
  description: '',
  kind: 'person',
  type: '',
  instructions: '',
  values: {},
  dependsOn: [],
  startsAt: '',
  dueAt: '',
  owner: '',
};

const fieldsOf = (value: unknown): Values => Object(value) as Values;

/** A move as it is, to be changed; without one, a new move. */
export function draftOf(move?: MoveView): MoveDraft {
  if (move === undefined) return EMPTY;
  const { title, description, dependsOn, startsAt, dueAt, owner, by } = move;
  const { kind, instructions } = by as { readonly kind: MoveDraft['kind']; readonly instructions?: string };
  const part = fieldsOf(by[kind]);
  return {
    title,
    description: description ?? '',
    kind,
    type: String(part['type'] ?? ''),
    instructions: instructions ?? '',
    values: fieldsOf(kind === 'mission' ? part['params'] : part['payload']),
    dependsOn,
    startsAt: startsAt ?? '',
    dueAt: dueAt ?? '',
    owner: owner ?? '',
  };
}

const textOr = <None>(text: string, none: None): string | None => text.trim() || none;
/** What carries it out. What the form does not show of a mission or task (its priority, a dry run) stays as it was. */
function byOf({ kind, type, instructions, values }: MoveDraft, before: Values): CreateBody['by'] {
  if (kind === 'person') return { kind, instructions };
  const old = fieldsOf(before['kind'] === kind ? before[kind] : {});
  const kept = old['type'] === type ? old : {};
  const part = { ...kept, type, [kind === 'mission' ? 'params' : 'payload']: values };
  return { kind, [kind]: part } as CreateBody['by'];
}

/** The request for a new move. What was left empty is left out. */
export const createBody = (campaign: string, draft: MoveDraft): CreateBody => ({
  campaign,
  title: draft.title,
  description: textOr(draft.description, undefined),
  dependsOn: [...draft.dependsOn],
  startsAt: textOr(draft.startsAt, undefined),
  dueAt: textOr(draft.dueAt, undefined),
  owner: textOr(draft.owner, undefined),
  by: byOf(draft, {}),
});

/** The request that makes a move what the draft says. What was left empty is taken away. */
export const editBody = (
  draft: MoveDraft,
  { by }: Pick<MoveView, 'by'>,
): z.input<typeof editMoveBodySchema> => ({
  title: draft.title,
  description: textOr(draft.description, null),
  dependsOn: [...draft.dependsOn],
  startsAt: textOr(draft.startsAt, null),
  dueAt: textOr(draft.dueAt, null),
  owner: textOr(draft.owner, null),
  by: byOf(draft, by),
});
