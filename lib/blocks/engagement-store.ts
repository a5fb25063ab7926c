import type { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import { GovernedTable } from './governed-table';

const DECISIONS = 'D#*';
const LEDGERS = 'L#*';
const ATTEMPTS = 'M#*';
const COUNTERS = 'C#*';
const MARKS = 'O#*';
const PROBES = 'PROBE#*';
const POOLS = 'POOL#*';
const BUDGETS = 'BUDGET#*';

/**
 * Decisions with their inputs, ledgers of caps and exposures, delivery attempts, sharded counters, pools of one-use codes and what
 * is set aside of budgets.
 * @stateful
 */
export class EngagementStore extends GovernedTable {
  constructor(scope: Construct, id: string, context: BlockContext) {
    super(scope, id, { context, dataClass: 'engagement', variable: 'ENGAGEMENT_TABLE' });
  }

  /** Makes decisions: reads ledgers, reach, spending and free codes; keeps decision, cap and the code it gives in one transaction. */
  public grantDecide(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [DECISIONS]);
    this.allow(fn, ['BatchGetItem'], [LEDGERS, COUNTERS, BUDGETS]);
    this.allow(fn, ['PutItem'], [DECISIONS, LEDGERS]);
    this.allow(fn, ['UpdateItem'], [LEDGERS]);
    this.allow(fn, ['Query', 'DeleteItem'], [POOLS]);
  }

  /** Reads a person's decisions, ledgers and messages, and changes nothing. */
  public grantReadAll(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [LEDGERS]);
    this.allow(fn, ['GetItem'], [DECISIONS, ATTEMPTS]);
  }

  /** Reads ledgers, decisions and how many people launches have reached, and changes nothing. */
  public grantRehearse(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [LEDGERS]);
    this.allow(fn, ['BatchGetItem'], [LEDGERS, COUNTERS, BUDGETS]);
    this.allow(fn, ['GetItem'], [DECISIONS]);
  }

  /** Erases them. */
  public grantErase(fn: GovernedFunction): void {
    this.grantReadAll(fn);
    this.allow(fn, ['DeleteItem'], [DECISIONS, LEDGERS, ATTEMPTS]);
  }

  /** Says that a probe of a launch has come by. */
  public grantProve(fn: GovernedFunction): void {
    this.allow(fn, ['PutItem'], [PROBES]);
  }

  /** Reads how far probes have come. */
  public grantReadProofs(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [PROBES]);
  }

  /** Reads codes by their names. */
  public grantReadCodes(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [POOLS]);
  }

  /** Reads what launches have used of their budgets, and nothing of a person. */
  public grantReadUsed(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [COUNTERS, BUDGETS]);
  }

  /** Keeps the attempts to deliver a message, and sets its price aside. */
  public grantAttempt(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem', 'PutItem'], [ATTEMPTS]);
    this.allow(fn, ['BatchGetItem'], [COUNTERS, BUDGETS]);
    this.allow(fn, ['UpdateItem'], [BUDGETS]);
  }

  /** Reads how messages ended. */
  public grantReadAttempts(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [ATTEMPTS]);
  }

  /** Counts outcomes once each, and notes goals in ledgers. */
  public grantCount(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [LEDGERS]);
    this.allow(fn, ['PutItem'], [MARKS]);
    this.allow(fn, ['UpdateItem'], [LEDGERS, COUNTERS]);
  }
}
