import type { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import { GovernedTable } from './governed-table';

const INDEX = 'H#*';
const VALUES = 'T#*';
const QUARANTINE = 'Q#*';
const RECEIPTS = 'R#*';
const REPORTS = 'RV#*';
const SHELF = 'QI#*';
const TESTERS = 'TESTER#*';

/**
 * The only place with personal data: index of keyed hashes, values by token, quarantined payloads. Its key is its own.
 * @stateful
 */
export class PiiVault extends GovernedTable {
  constructor(scope: Construct, id: string, context: BlockContext) {
    super(scope, id, { context, dataClass: 'vault', variable: 'VAULT_TABLE' });
  }

  /** Turns values into tokens and keeps what is quarantined; can write values but never read one. */
  public grantTokenise(fn: GovernedFunction): void {
    this.#grantTokens(fn);
    this.grantQuarantine(fn);
  }

  /** Keeps what is quarantined, and nothing else. */
  public grantQuarantine(fn: GovernedFunction): void {
    this.allow(fn, ['PutItem'], [QUARANTINE, SHELF]);
  }

  /** Lists what is quarantined, reads it, tokenises it, and takes it out; by `restate` what stays gets its newest reason. */
  public grantTakeOut(fn: GovernedFunction, { restate = false } = {}): void {
    this.#grantTokens(fn, restate ? [QUARANTINE, SHELF] : [QUARANTINE]);
    this.allow(fn, ['Query'], [SHELF]);
    this.allow(fn, ['DeleteItem'], [QUARANTINE, SHELF]);
    if (restate) this.allow(fn, ['UpdateItem'], [SHELF]);
  }

  /** Finds the token of a value. */
  public grantFindToken(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [INDEX]);
  }

  /** Reads values by token. */
  public grantReadValues(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [VALUES]);
  }

  /** Keeps for an hour how testers are reached; can write over no customer's value. */
  public grantKeepTesters(fn: GovernedFunction): void {
    this.allow(fn, ['PutItem'], [TESTERS]);
  }

  /** Reads how testers are reached. */
  public grantReadTesters(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [TESTERS]);
  }

  /** Shows a customer what is held, and takes orders to erase it: reads values and payloads, writes nothing but the order. */
  public grantSubjectRights(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [INDEX]);
    this.allow(fn, ['BatchGetItem'], [VALUES]);
    this.allow(fn, ['GetItem'], [QUARANTINE, RECEIPTS]);
    this.allow(fn, ['PutItem'], [RECEIPTS]);
  }

  /** Erases values, and keeps suppressions and receipts. */
  public grantErase(fn: GovernedFunction): void {
    this.grantEraseLate(fn);
    this.allow(fn, ['PutItem'], [RECEIPTS]);
    this.allow(fn, ['Query'], [REPORTS]);
  }

  /** Erases values under receipts that it may not change. */
  public grantEraseLate(fn: GovernedFunction): void {
    this.allow(fn, ['Query', 'UpdateItem'], [INDEX]);
    this.allow(fn, ['BatchGetItem'], [VALUES]);
    this.allow(fn, ['DeleteItem'], [INDEX, VALUES, QUARANTINE, SHELF]);
    this.allow(fn, ['GetItem'], [RECEIPTS]);
  }

  /** Keeps what vendors answered beside the receipts; can change none of these, and read no answer. */
  public grantNoteReports(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [RECEIPTS]);
    this.allow(fn, ['PutItem'], [REPORTS]);
  }

  /** Turns values into tokens. What is read in batches besides stands in the same statement, as one request needs it. */
  #grantTokens(fn: GovernedFunction, readToo: readonly string[] = []): void {
    this.allow(fn, ['GetItem'], [INDEX]);
    this.allow(fn, ['BatchGetItem'], [INDEX, ...readToo]);
    this.allow(fn, ['UpdateItem', 'ConditionCheckItem'], [INDEX]);
    this.allow(fn, ['PutItem'], [INDEX, VALUES]);
  }
}
