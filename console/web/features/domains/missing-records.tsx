import { Link } from '@tanstack/react-router';
import { provisioningRoutes } from '../../../../shared/provisioning/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useLocalRuntime } from '../../app/clock.tsx';
import { plural } from '../../format/numbers.ts';
import { Notice } from '../../ui/notice.tsx';
import { missingOf } from './missing-of.ts';

/** Which DNS records of a domain are not there, and what that means. */
export function MissingRecords({ domain }: { readonly domain: string }) {
  const { data } = useApi(provisioningRoutes.listDomainRecords, { params: { id: domain } });
  const local = useLocalRuntime().data;
  const missing = missingOf(data?.records ?? []);
  if (missing.length === 0 || local === undefined) return null;
  return (
    <Notice tone={local === null ? 'warn' : 'info'}>
      <p>
        <strong>
          {plural(missing.length, 'DNS record')}{' '}
          {data?.checkedAt == null ? 'to set and to check' : 'not found'}:
        </strong>{' '}
        {missing.join('; ')}.{' '}
        {local === null
          ? 'Mailbox providers put mail without them into spam or refuse it, and Amazon SES sends nothing before it has verified the domain.'
          : 'On this machine nothing depends on them: e-mail goes to the local mailbox and never leaves. On AWS the domain needs them before it sends.'}{' '}
        <Link to="." search={{ tab: 'records' } as never}>
          See the records
        </Link>
      </p>
    </Notice>
  );
}
