import { Duration } from 'aws-cdk-lib';
import { type IMetric, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { type DataClass, DataKey } from './data-key';
import type { GovernedFunction } from './governed-function';
import { dataRemovalPolicy, resourceName } from './stage-context';
import { allowTable, allowTableStream, type ReachedTable, type ReadAction, type WriteAction } from './table-access';

export interface GovernedTableProps {
  readonly context: BlockContext;
  readonly dataClass: DataClass;
  /** Variable in which a function that may use the table finds its name. */
  readonly variable: string;
  /**
   * Whether changes are published to a stream.
   * @default false
   */
  readonly stream?: boolean;
}

const ACCESS = ['Read', 'Write'] as const;
const FIVE_MINUTES = Duration.minutes(5);

/**
 * A table of items `pk`/`sk` with its own key, point-in-time recovery and time to live; kept and protected where the stage is.
 * @stateful
 */
export class GovernedTable extends Construct {
  public readonly table: TableV2;
  public readonly key: DataKey;
  readonly #variable: string;
  readonly #dataClass: DataClass;

  constructor(scope: Construct, id: string, { context, dataClass, variable, stream }: GovernedTableProps) {
    super(scope, id);
    this.#variable = variable;
    this.#dataClass = dataClass;
    const { stage } = context;
    this.key = new DataKey(this, 'Key', { stage, dataClass });
    this.table = new TableV2(this, 'Table', {
      tableName: resourceName(stage, dataClass),
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection: stage.settings.protect,
      removalPolicy: dataRemovalPolicy(stage),
      ...(stream ? { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
    });
    this.#watch(context);
  }

  /** ARN of the stream of changes; throws where the table has none. */
  public get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error(`${this.node.path}: this table has no stream; set stream: true`);
    return tableStreamArn;
  }

  /** Throttled reads and writes, for the dashboard. */
  public throttles(): IMetric[] {
    return ACCESS.map((access) =>
      this.#throttled(access).with({ label: `${this.#dataClass} ${access.toLowerCase()}s` }),
    );
  }

  /** Lets a function use exactly these actions on exactly these partition keys: see `allowTable`. */
  protected allow(fn: GovernedFunction, actions: readonly (ReadAction | WriteAction)[], keys: readonly string[]): void {
    allowTable(fn, this.#reached(), actions, keys);
  }

  /** Lets a function's event source mapping read the stream. */
  protected allowStream(fn: GovernedFunction): string {
    const { streamArn } = this;
    allowTableStream(fn, this.#reached(), streamArn);
    return streamArn;
  }

  #reached(): ReachedTable {
    const { tableArn, tableName } = this.table;
    return { tableArn, tableName, key: this.key, variable: this.#variable };
  }

  #watch({ alarms }: BlockContext): void {
    for (const access of ACCESS) {
      alarms.watch(this, `${access}ThrottleAlarm`, {
        kind: 'table-throttles',
        subject: `${this.#dataClass}-${access.toLowerCase()}s`,
        metric: this.#throttled(access),
        threshold: 0,
        periods: 3,
        breaching: 2,
      });
    }
  }

  #throttled(access: (typeof ACCESS)[number]): Metric {
    return this.table.metric(`${access}ThrottleEvents`, {
      statistic: Stats.SUM,
      period: FIVE_MINUTES,
    });
  }
}
