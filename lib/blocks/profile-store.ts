import type { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import { GovernedTable } from './governed-table';

const EVENTS_AND_POINTERS = 'S#*';
const VIEWS = 'P#*';
const INDEX = 'ALL#*';
const AUDIENCES = 'SEG#*';
const DUE = 'DUE#*';

/**
 * Strands (events, pointers), one view per person, and the index of all persons. Its stream is the outbox.
 * @stateful
 */
export class ProfileStore extends GovernedTable {
  constructor(scope: Construct, id: string, context: BlockContext) {
    super(scope, id, { context, dataClass: 'profiles', variable: 'PROFILES_TABLE', stream: true });
  }

  /** Applies events, with all they change. */
  public grantApply(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [EVENTS_AND_POINTERS, VIEWS]);
    this.allow(fn, ['PutItem'], [EVENTS_AND_POINTERS, VIEWS, INDEX, AUDIENCES, DUE]);
    this.allow(fn, ['DeleteItem'], [VIEWS, INDEX, AUDIENCES, DUE]);
  }

  /** Reads a person's view by an identifier. */
  public grantReadViews(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [EVENTS_AND_POINTERS, VIEWS]);
  }

  /** Reads everything of a person, and changes nothing. */
  public grantReadAll(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [EVENTS_AND_POINTERS, VIEWS]);
    this.allow(fn, ['Query'], [EVENTS_AND_POINTERS]);
  }

  /** Erases persons: leaves tombstones, and takes links to them out of other views. */
  public grantErase(fn: GovernedFunction): void {
    this.grantReadAll(fn);
    this.allow(fn, ['PutItem'], [EVENTS_AND_POINTERS, VIEWS]);
    this.allow(fn, ['DeleteItem'], [EVENTS_AND_POINTERS, VIEWS, INDEX, AUDIENCES, DUE]);
  }

  /** Leaves tombstones on strands that are nobody's. */
  public grantEndStrands(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem', 'PutItem'], [EVENTS_AND_POINTERS]);
  }

  /** Lists everybody, for a scheduled launch. */
  public grantList(fn: GovernedFunction): void {
    this.allow(fn, ['Query'], [INDEX]);
  }

  /** Reads everybody, or who is in a segment, with what is stored of them; and changes nothing. */
  public grantRehearse(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [VIEWS]);
    this.allow(fn, ['Query'], [INDEX, AUDIENCES, EVENTS_AND_POINTERS]);
  }

  /** Evaluates audiences of persons anew: those whose time has come, and all. */
  public grantReview(fn: GovernedFunction): void {
    this.allow(fn, ['BatchGetItem'], [VIEWS]);
    this.allow(fn, ['Query'], [INDEX, DUE]);
    this.allow(fn, ['PutItem'], [VIEWS, AUDIENCES, DUE]);
    this.allow(fn, ['DeleteItem'], [AUDIENCES, DUE]);
  }

  /** Works everybody out anew from what is stored of their strands, keeps that beside it, and puts it in its place. */
  public grantRebuild(fn: GovernedFunction): void {
    this.grantReadAll(fn);
    this.grantList(fn);
    this.allow(fn, ['ConditionCheckItem'], [VIEWS]);
    this.allow(fn, ['PutItem'], [EVENTS_AND_POINTERS, VIEWS, AUDIENCES, DUE]);
    this.allow(fn, ['DeleteItem'], [EVENTS_AND_POINTERS, AUDIENCES, DUE]);
  }

  /** Reads stored events and persons, from the stream and by key; returns the stream's ARN. */
  public grantOutbox(fn: GovernedFunction): string {
    this.allow(fn, ['GetItem'], [EVENTS_AND_POINTERS]);
    this.allow(fn, ['BatchGetItem'], [VIEWS]);
    return this.allowStream(fn);
  }
}
