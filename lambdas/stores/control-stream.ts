import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { ControlChange, ControlRow } from '../domain/switch-facts';

/** An attribute as JSON; what rows of switches do not hold (sets, bytes) stays as DynamoDB writes it. */
const plain = (value: AttributeValue): unknown => {
  if (value.S !== undefined) return value.S;
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.N !== undefined) return Number(value.N);
  return value.L === undefined ? value : value.L.map(plain);
};

const rowOf = (image: Readonly<Record<string, AttributeValue>> | undefined): ControlRow | undefined =>
  image && Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plain(value)]));

/** A change of the control table as its stream tells it. The time is that of the table, not what somebody wrote into the row. */
export const controlChange = ({ eventID, dynamodb }: DynamoDBRecord): ControlChange => {
  const was = rowOf(dynamodb?.OldImage);
  const is = rowOf(dynamodb?.NewImage);
  return {
    id: eventID ?? '',
    at: new Date(Number(dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString(),
    pk: dynamodb?.Keys?.pk?.S ?? '',
    sk: dynamodb?.Keys?.sk?.S ?? '',
    ...(was === undefined ? {} : { was }),
    ...(is === undefined ? {} : { is }),
  };
};
