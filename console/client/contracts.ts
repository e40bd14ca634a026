import { ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { answerForm } from '../../shared/kernel/contract/tolerance.ts';
import type { Contracts } from './types.ts';

const ROUTES: ReadonlyMap<string, RouteContract> = new Map(
  Object.values(ROUTE_TABLES)
    .flatMap((table) => Object.values<RouteContract>(table))
    .map((route) => [route.operationId, route]),
);

/** Reads as Rex itself writes: an answer of a newer Rex, with one more field or name, is read too. */
export const contracts: Contracts = {
  read(operation, answer) {
    const schema = ROUTES.get(operation)?.success.schema;
    if (schema === undefined) return { answer, problems: [] };
    const { data, error } = answerForm(schema).safeParse(answer);
    const problems = error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];
    return { answer: data, problems };
  },
};
