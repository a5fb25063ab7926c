import type { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import { GovernedTable } from './governed-table';
import { isLocal } from './stage-context';

/** Variable in which functions find the table's name. */
export const CONTROL_TABLE = 'CONTROL_TABLE';
const LAUNCHES = 'LAUNCHES';
const DEFINITIONS = 'LAUNCH#*';
const TESTS = 'TEST#*';
const PAUSE = 'GLOBAL';
const VENDORS = 'VENDOR#*';
const HOOKS = 'HOOK#*';
const CLOCK = 'CLOCK';
const REVIEWS = ['AUDIENCES', 'AUDIENCES#*'];
const REBUILDS = 'REBUILD';
const RATES = 'RATE#*';
const CIRCUITS = 'CIRCUIT#*';
const TOLD = 'TELL#*';

/**
 * What IT can stop in seconds: state and definitions of launches, state of vendors, pause of everything; and the marks of
 * webhooks. Only the CLI, under an operator's own role, writes the former.
 * @stateful
 */
export class ControlStore extends GovernedTable {
  readonly #local: boolean;

  constructor(scope: Construct, id: string, context: BlockContext) {
    super(scope, id, { context, dataClass: 'control', variable: CONTROL_TABLE, stream: true });
    this.#local = isLocal(context.stage);
  }

  /** Reads launches, their definitions and whether everything is paused. */
  public grantReadLaunches(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [LAUNCHES]);
    this.allow(fn, ['GetItem'], [PAUSE, DEFINITIONS]);
  }

  /** Reads definitions by their hashes, whether or not they are live. */
  public grantReadDefinitions(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [DEFINITIONS]);
  }

  /** Reads what stops a message, and the definition it was decided by. */
  public grantReadSwitches(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [DEFINITIONS, VENDORS]);
    this.allow(fn, ['BatchGetItem'], [PAUSE, LAUNCHES, VENDORS]);
  }

  /** Keeps definitions that are tested, apart from those of launches: what is tested never speaks to customers. */
  public grantKeepTests(fn: GovernedFunction): void {
    this.allow(fn, ['PutItem'], [TESTS]);
  }

  /** Reads them. */
  public grantReadTests(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [TESTS]);
  }

  /** Marks webhooks as taken in, takes a mark back, counts what was seen; and reads whether a vendor is let in at all. */
  public grantReceiveWebhooks(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], [HOOKS]);
    this.allow(fn, ['GetItem'], [VENDORS]);
  }

  /** Keeps to vendors' rates together with its other copies, and opens and closes their circuits. */
  public grantLimitVendors(fn: GovernedFunction): void {
    this.allow(fn, ['UpdateItem'], [RATES]);
    this.allow(fn, ['GetItem', 'PutItem', 'UpdateItem'], [CIRCUITS]);
  }

  /** Keeps how far everybody has been evaluated by changed definitions. */
  public grantReviewProgress(fn: GovernedFunction): void {
    const [runs = '', progress = ''] = REVIEWS;
    this.allow(fn, ['GetItem'], [runs]);
    this.allow(fn, ['Query'], [progress]);
    this.allow(fn, ['PutItem'], REVIEWS);
  }

  /** Keeps how far rebuilds of profiles have come. */
  public grantRebuildRuns(fn: GovernedFunction): void {
    this.allow(fn, ['Query', 'PutItem'], [REBUILDS]);
  }

  /** Ends and pauses launches, and notes how far their end has come; deletes nothing. */
  public grantSweepLaunches(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [LAUNCHES, DEFINITIONS]);
    this.allow(fn, ['GetItem'], [DEFINITIONS]);
    this.allow(fn, ['UpdateItem'], [LAUNCHES]);
  }

  /** Tells the audit trail, by way of the stream; what is told cannot be taken back. */
  public grantTell(fn: GovernedFunction): void {
    this.allow(fn, ['PutItem'], [TOLD]);
  }

  /** Gives a function business time: the wall's, in stage `local` the one that the control store holds. */
  public useBusinessClock(fn: GovernedFunction): void {
    fn.addEnvironment('BUSINESS_CLOCK', this.#local ? 'control' : 'wall');
    if (this.#local) this.allow(fn, ['GetItem'], [CLOCK]);
  }
}
