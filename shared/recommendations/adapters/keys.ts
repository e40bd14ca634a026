import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const recommendationKey = (ws: string, id: string): Key => key(`W#${ws}#RECOMMENDATIONS`, id);
export const recommendationCauseKey = (ws: string, kind: string, cause: string): Key =>
  key(`W#${ws}#RECOMMENDATIONS`, `CAUSE#${kind}#${cause}`);
