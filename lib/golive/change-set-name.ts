const NAME = /^plan-([0-9a-f]{64})$/;

/** Name of the change set that deploys a plan. */
export const changeSetName = (plan: string): string => `plan-${plan}`;

/** Hash of the plan that a change set, by name or ARN, deploys; undefined where its name tells none. */
export const planOfChangeSet = (nameOrArn: string): string | undefined =>
  NAME.exec(/:changeSet\/([^/]+)\//.exec(nameOrArn)?.[1] ?? nameOrArn)?.[1];
