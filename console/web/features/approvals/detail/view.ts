import type { z } from 'zod';
import type { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';

export type Approval = z.output<typeof approvalRoutes.getApproval.success.schema>;
export type Sample = Approval['sample'][number];
