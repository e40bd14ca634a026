import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoPublicationStore } from './publication-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const socialStores = ({ records }: Tables) => ({ publications: new DynamoPublicationStore(records) });
