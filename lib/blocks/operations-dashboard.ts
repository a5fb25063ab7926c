import { Dashboard, GraphWidget, type IMetric, type IWidget, PeriodOverride, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import type { GovernedTable } from './governed-table';
import type { PublicApi } from './public-api';
import { resourceName } from './stage-context';

export interface OperationsDashboardProps {
  readonly context: BlockContext;
  readonly api: PublicApi;
  /** Those of other stacks among them. */
  readonly functions: readonly Pick<GovernedFunction, 'errors' | 'duration'>[];
  readonly queues: readonly GovernedQueue[];
  readonly tables: readonly GovernedTable[];
}

const graph = (title: string, metrics: readonly IMetric[], unit: string): IWidget =>
  new GraphWidget({ title, left: [...metrics], leftYAxis: { label: unit, min: 0, showUnits: false }, width: 12 });

/** The one dashboard, in the order an event travels: API, functions, queues, tables. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, { context, api, functions, queues, tables }: OperationsDashboardProps) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: resourceName(context.stage, 'operations'),
      periodOverride: PeriodOverride.AUTO,
    });
    const rows = [
      [graph('API: answers 5xx', [api.serverErrors()], 'count'), graph('API: p99', [api.latency()], 'ms')],
      [
        graph(
          'Functions: errors',
          functions.map((fn) => fn.errors()),
          'count',
        ),
        graph(
          'Functions: p95',
          functions.map((fn) => fn.duration()),
          'ms',
        ),
      ],
      [
        graph(
          'Queues: waiting',
          queues.map((queue) => queue.depth()),
          'messages',
        ),
        graph(
          'Queues: age of the oldest',
          queues.map((queue) => queue.age()),
          's',
        ),
      ],
      [
        graph(
          'Dead letters',
          queues.map((queue) => queue.putAside()),
          'messages',
        ),
        graph(
          'Tables: throttled',
          tables.flatMap((table) => table.throttles()),
          'requests',
        ),
      ],
    ];
    dashboard.addWidgets(...rows.map((widgets) => new Row(...widgets)));
  }
}
