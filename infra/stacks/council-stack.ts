import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SEAT_TABLES } from '../../shared/lords/registry.ts';
import * as can from '../capabilities.ts';
import type { Capability } from '../constructs/capability.ts';
import { addHttpAreas, type HttpAreasProps } from '../constructs/http-areas.ts';
import type { ThrottledRoute } from '../constructs/http-routes.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

export type SeatArea = keyof typeof SEAT_TABLES;

export interface CouncilStackProps extends StackProps, HttpAreasProps {
  readonly workflows: WorkflowsStack;
}

/** What answers for the seats of the Council. Apart from the rest of the API: a stack takes 500 resources. */
export class CouncilStack extends Stack {
  readonly routes: readonly ThrottledRoute[];

  constructor(
    scope: Construct,
    id: string,
    { deployment, platform, data, edge, workflows, ...stackProps }: CouncilStackProps,
  ) {
    super(scope, id, stackProps);
    /** What the function of a seat may touch beyond the tables. */
    const uses: Readonly<Record<SeatArea, readonly Capability[]>> = {
      architect: [can.readMetrics()],
      aesthete: [],
      arbiter: [
        can.queryEvents(data.tables.events),
        can.queryTimelines(data.tables.records),
        can.sendTo(workflows.queue('missions')),
        can.controlMissions(this, ['stop']),
      ],
      cognition: [],
      herald: [
        can.sendTo(workflows.queue('notifications')),
        can.useRecords(data.tables.records, ['DeleteItem']),
      ],
      seer: [
        can.queryTimelines(data.tables.records),
        can.readObjects('KNOWLEDGE_BUCKET', workflows.knowledge),
        can.searchVectors(workflows.vectors),
      ],
      strategos: [can.sendTo(workflows.queue('tasks'))],
    };
    this.routes = addHttpAreas(this, { deployment, platform, data, edge }, uses).routes;
  }
}
