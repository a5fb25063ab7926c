import { Annotations, Stack } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { DataKey } from './data-key';
import { logKeyStatement, transitKeyStatements } from './key-statements';
import type { StageContext } from './stage-context';

/**
 * The keys that many blocks share: of everything in transit (bus, queues, alarm topic) and of the logs. Stores and secrets
 * have keys of their own.
 * @stateful
 */
export class FoundationKeys extends Construct {
  public readonly transit: IKey;
  public readonly logs: IKey;

  constructor(scope: Construct, id: string, stage: StageContext) {
    super(scope, id);
    const stack = Stack.of(this);
    const logs = new DataKey(this, 'Logs', { stage, dataClass: 'logs' });
    logs.addToResourcePolicy(logKeyStatement(stack, stage));
    this.logs = logs;
    this.transit = this.#transit(stack, stage);
  }

  #transit(stack: Stack, stage: StageContext): IKey {
    const statements = transitKeyStatements(stack, stage);
    const imported = stage.settings.import.key;
    if (imported !== undefined) {
      const policy = JSON.stringify(statements.map((one) => stack.resolve(one.toStatementJson())));
      Annotations.of(this).addInfo(`The policy of key ${imported} must hold these statements: ${policy}`);
      return Key.fromKeyArn(this, 'ImportedTransit', imported);
    }
    const key = new DataKey(this, 'Transit', { stage, dataClass: 'transit' });
    for (const statement of statements) key.addToResourcePolicy(statement);
    return key;
  }
}
