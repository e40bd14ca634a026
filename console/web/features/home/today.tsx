import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { systemRoutes } from '../../../../shared/operations/contract/system-routes.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';

const PROVIDERS: Readonly<Record<string, string>> = {
  ses: 'E-mail by Amazon SES',
  enrichment: 'Looking leads up',
};

type Resources = z.output<typeof systemRoutes.status.success.schema>['resources'];

/** Today against the caps: what each domain has sent, and how busy crews and providers are. */
export function Today({ resources: { domains, crews, quotas } }: { readonly resources: Resources }) {
  return (
    <Card title="Today" actions={<Link to="/domains">Domains</Link>}>
      <div className="stack">
        {domains.length === 0 ? (
          <p className="quiet">
            No sending domain yet. <Link to="/domains">Add one</Link>: without it nothing can be sent.
          </p>
        ) : (
          domains.map(({ domain, sentToday, dailyCap }) => (
            <Meter key={domain} label={domain} value={sentToday} of={dailyCap} unit="sends" />
          ))
        )}
        {[
          ...crews.map(({ id, ...use }) => ({ name: `${wordsOf(id)} crew`, ...use })),
          ...quotas.map(({ provider, ...use }) => ({
            name: PROVIDERS[provider] ?? wordsOf(provider),
            ...use,
          })),
        ].map(({ name, busy, capacity }) => (
          <Meter key={name} label={name} value={busy} of={capacity} unit="busy" />
        ))}
      </div>
    </Card>
  );
}
