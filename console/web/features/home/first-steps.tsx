import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { leadRoutes } from '../../../../shared/leads/contract/routes.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { settingsRoutes } from '../../../../shared/operations/contract/settings-routes.ts';
import { systemRoutes } from '../../../../shared/operations/contract/system-routes.ts';
import { useApi } from '../../api/hooks.ts';
import { Card } from '../../ui/card.tsx';
import styles from './first-steps.module.css';

interface Step {
  readonly done: boolean;
  readonly path: string;
  readonly title: string;
  readonly about: string;
}

/** From an empty workspace to the first mission. It goes when all of it is done. */
export function FirstSteps() {
  const settings = useApi(settingsRoutes.getSettings, {});
  const status = useApi(systemRoutes.status, {});
  const leads = useApi(leadRoutes.listLeads, { query: { limit: 1 } });
  const missions = useApi(missionRoutes.listMissions, { query: { limit: 1 } });
  const isKnown = status.data && leads.data && missions.data && (settings.data || settings.error);
  if (!isKnown) return null;
  const steps: readonly Step[] = [
    {
      done: settings.data !== undefined,
      path: '/settings',
      title: 'Say who writes',
      about: 'Brand, sender, postal address and time zone: every e-mail names them.',
    },
    {
      done: status.data.resources.domains.length > 0,
      path: '/domains/new',
      title: 'Add a sending domain',
      about: 'Rex sends from it once you have proved that it is yours.',
    },
    {
      done: leads.data.leads.length > 0,
      path: '/leads/import',
      title: 'Import leads',
      about: 'Any CSV file of a CRM or a shop: Rex finds the columns, and you correct it.',
    },
    {
      done: missions.data.missions.length > 0,
      path: '/missions/new?type=lead_reactivation',
      title: 'Wake them up',
      about: 'Rex chooses, drafts, and asks you. Nothing goes out before you have read it and approved.',
    },
  ];
  if (steps.every(({ done }) => done)) return null;
  const next = steps.find(({ done }) => !done);
  return (
    <Card title="First steps">
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.title} className={styles.step}>
            {step.done ? <CircleCheck aria-hidden className={styles.done} /> : <Circle aria-hidden />}
            <div>
              {step === next ? (
                <Link to={step.path} className={styles.next}>
                  {step.title}
                </Link>
              ) : (
                <span className={step.done ? 'quiet' : ''}>{step.title}</span>
              )}
              {step.done ? <span className="visually-hidden"> (done)</span> : null}
              <p className="quiet small">{step.about}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
