import { inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useFilters } from './use-filters.ts';

/** The conversations of the list, the latest first. */
export function useConversations() {
  const { state, assignee, label, wants } = useFilters();
  const query = { state, assignee, label, class: wants, limit: 50 };
  const pages = usePages(inboxRoutes.listConversations, { query }, ({ conversations }) => conversations);
  return { ...pages, query };
}
