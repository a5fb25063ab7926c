import type { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import { GovernedTable } from './governed-table';

const INDEX = 'H#*';
const VALUES = 'T#*';
const QUARANTINE = 'Q#*';
const RECEIPTS = 'R#*';
const SHELF = 'QI#*';

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
    this.grantTokens(fn);
    this.grantQuarantine(fn);
  }

  /** Turns values into tokens, and keeps nothing else. */
  public grantTokens(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem', 'BatchGetItem'], [INDEX]);
    this.allow(fn, ['UpdateItem', 'ConditionCheckItem'], [INDEX]);
    this.allow(fn, ['PutItem'], [INDEX, VALUES]);
  }

  /** Keeps what is quarantined, and nothing else. */
  public grantQuarantine(fn: GovernedFunction): void {
    this.allow(fn, ['PutItem'], [QUARANTINE, SHELF]);
  }

  /** Lists what is quarantined, reads it, and takes out what was let in. */
  public grantTakeOut(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [SHELF]);
    this.allow(fn, ['BatchGetItem'], [QUARANTINE]);
    this.allow(fn, ['DeleteItem'], [QUARANTINE, SHELF]);
  }

  /** Works the quarantine off: what stays gets its newest reason, and what is gone can be told. */
  public grantRedrive(fn: GovernedFunction): void {
    this.grantTakeOut(fn);
    this.allow(fn, ['BatchGetItem', 'UpdateItem'], [SHELF]);
  }

  /** Finds the token of a value. */
  public grantFindToken(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem'], [INDEX]);
  }

  /** Reads values by token. */
  public grantReadValues(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [VALUES]);
  }

  /** Shows a customer what is held, and takes orders to erase it: reads values and payloads, writes nothing but the order. */
  public grantSubjectRights(fn: GovernedFunction): void {
    this.allow(fn, ['GetItem', 'Query'], [INDEX]);
    this.allow(fn, ['BatchGetItem'], [VALUES]);
    this.allow(fn, ['GetItem'], [QUARANTINE, RECEIPTS]);
    this.allow(fn, ['PutItem'], [RECEIPTS]);
  }

  /** Erases values, and keeps suppressions and receipts. */
  public grantErase(fn: GovernedFunction): void {
    this.allow(fn, ['Query', 'UpdateItem'], [INDEX]);
    this.allow(fn, ['BatchGetItem'], [VALUES]);
    this.allow(fn, ['DeleteItem'], [INDEX, VALUES, QUARANTINE, SHELF]);
    this.allow(fn, ['GetItem', 'PutItem'], [RECEIPTS]);
  }
}
