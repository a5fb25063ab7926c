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

/**
 * Decisions with their inputs, ledgers of caps and exposures, delivery attempts and sharded counters.
 * @stateful
 */
export class EngagementStore extends GovernedTable {
  constructor(scope: Construct, id: string, context: BlockContext) {
    super(scope, id, { context, dataClass: 'engagement', variable: 'ENGAGEMENT_TABLE' });
  }

  /** Makes decisions: reads ledgers and reach, keeps decision and cap in one transaction. */
  public grantDecide(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [DECISIONS]);
    this.allow(fn, ['BatchGetItem'], [LEDGERS, COUNTERS]);
    this.allow(fn, ['PutItem'], [DECISIONS, LEDGERS]);
    this.allow(fn, ['UpdateItem'], [LEDGERS]);
  }

  /** Reads a person's decisions, ledgers and messages, and changes nothing. */
  public grantReadAll(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [LEDGERS]);
    this.allow(fn, ['GetItem'], [DECISIONS, ATTEMPTS]);
  }

  /** Reads ledgers, decisions and how many people launches have reached, and changes nothing. */
  public grantRehearse(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [LEDGERS]);
    this.allow(fn, ['BatchGetItem'], [LEDGERS, COUNTERS]);
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

  /** Keeps the attempts to deliver a message. */
  public grantAttempt(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem', 'PutItem'], [ATTEMPTS]);
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
