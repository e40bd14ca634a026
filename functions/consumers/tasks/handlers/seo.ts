import { PublicSite } from '../../../../shared/seo/adapters/public-site.ts';
import { seoAuditHandler } from '../../../../shared/seo/app/audit-handler.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import type { Opening } from './opening.ts';

export const openHandlers = async ({ targets }: Opening) =>
  [seoAuditHandler(() => new PublicSite({ targets }))] as readonly TaskHandler[];
