import { leadRoutes } from '../../../../shared/leads/contract/routes.ts';
import { systemRoutes } from '../../../../shared/operations/contract/system-routes.ts';
import { useApi } from '../../api/hooks.ts';

interface FirstStep {
  readonly done: boolean;
  readonly path: string;
  readonly title: string;
  readonly about: string;
}

export interface FirstSteps {
  readonly steps: readonly FirstStep[];
  readonly done: number;
  /** The first that is not done. */
  readonly next: FirstStep;
}

/** From an empty workspace to the first mission; undefined as long as it is not known, and when all of it is done. */
export function useFirstSteps(): FirstSteps | undefined {
  const { data: status } = useApi(systemRoutes.status, {});
  const isNew = status !== undefined && Object.values(status.missions).every((many) => many === 0);
  const leads = useApi(leadRoutes.listLeads, { query: { limit: 1 } }, { enabled: isNew });
  if (!isNew) return undefined;
  const steps: readonly FirstStep[] = [
    {
      done: status.setUp,
      path: '/settings',
      title: 'Say who writes',
      about: 'Brand, sender, postal address and time zone: every e-mail names them.',
    },
    {
      done: status.resources.domains.length > 0,
      path: '/domains/new',
      title: 'Add a sending domain',
      about: 'Rex sends from it once you have proved that it is yours.',
    },
    {
      done: (leads.data?.leads.length ?? 0) > 0,
      path: '/leads/import',
      title: 'Import leads',
      about: 'Any CSV file of a CRM or a shop: Rex finds the columns, and you correct it.',
    },
    {
      done: false,
      path: '/missions/new?type=lead_reactivation',
      title: 'Wake them up',
      about: 'Rex chooses, drafts, and asks you. Nothing goes out before you have read it and approved.',
    },
  ];
  const next = steps.find(({ done }) => !done);
  return next && { steps, next, done: steps.filter(({ done }) => done).length };
}
