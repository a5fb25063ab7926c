import { matchesAction } from './wildcard';

/**
 * Actions by service: what a wildcard in a policy opens. A pattern that fits none of them is kept as it stands, so an
 * action missing here can make a finding more, never one less.
 */
const ACTIONS: Readonly<Record<string, string>> = {
  dynamodb:
    'BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PutItem Query Scan UpdateItem PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate DescribeStream GetRecords GetShardIterator ListStreams ExportTableToPointInTime DescribeExport ListExports ImportTable DescribeImport ListImports CreateBackup DeleteBackup DescribeBackup ListBackups RestoreTableFromBackup RestoreTableToPointInTime StartAwsBackupJob RestoreTableFromAwsBackup CreateTable DeleteTable DescribeTable UpdateTable ListTables CreateGlobalTable UpdateGlobalTable CreateTableReplica DeleteTableReplica DescribeContinuousBackups UpdateContinuousBackups DescribeTimeToLive UpdateTimeToLive EnableKinesisStreamingDestination DisableKinesisStreamingDestination DescribeKinesisStreamingDestination UpdateKinesisStreamingDestination PutResourcePolicy GetResourcePolicy DeleteResourcePolicy TagResource UntagResource ListTagsOfResource DescribeLimits DescribeContributorInsights UpdateContributorInsights AssociateTableReplica ReadDataForReplication WriteDataForReplication',
  sqs: 'SendMessage ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes GetQueueUrl SetQueueAttributes PurgeQueue CreateQueue DeleteQueue AddPermission RemovePermission ListQueues ListDeadLetterSourceQueues StartMessageMoveTask CancelMessageMoveTask ListMessageMoveTasks TagQueue UntagQueue ListQueueTags',
  sns: 'Publish Subscribe Unsubscribe ConfirmSubscription AddPermission RemovePermission CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes GetSubscriptionAttributes SetSubscriptionAttributes ListTopics ListSubscriptions ListSubscriptionsByTopic GetDataProtectionPolicy PutDataProtectionPolicy TagResource UntagResource ListTagsForResource',
  events:
    'PutEvents PutRule DeleteRule EnableRule DisableRule DescribeRule ListRules PutTargets RemoveTargets ListTargetsByRule ListRuleNamesByTarget PutPermission RemovePermission CreateEventBus UpdateEventBus DeleteEventBus DescribeEventBus ListEventBuses CreateArchive UpdateArchive DeleteArchive DescribeArchive ListArchives StartReplay CancelReplay DescribeReplay ListReplays TestEventPattern CreateConnection InvokeApiDestination TagResource UntagResource ListTagsForResource',
  kms: 'Decrypt Encrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateMac VerifyMac GenerateRandom Sign Verify DescribeKey CreateGrant ListGrants RevokeGrant RetireGrant CreateKey CreateAlias UpdateAlias DeleteAlias ListAliases ListKeys PutKeyPolicy GetKeyPolicy ListKeyPolicies EnableKey DisableKey EnableKeyRotation DisableKeyRotation GetKeyRotationStatus ScheduleKeyDeletion CancelKeyDeletion UpdateKeyDescription TagResource UntagResource ListResourceTags GetPublicKey ReplicateKey ImportKeyMaterial DeleteImportedKeyMaterial',
  secretsmanager:
    'GetSecretValue BatchGetSecretValue PutSecretValue UpdateSecret UpdateSecretVersionStage CreateSecret DeleteSecret RestoreSecret DescribeSecret ListSecrets ListSecretVersionIds RotateSecret CancelRotateSecret GetResourcePolicy PutResourcePolicy DeleteResourcePolicy ValidateResourcePolicy ReplicateSecretToRegions RemoveRegionsFromReplication StopReplicationToReplica GetRandomPassword TagResource UntagResource',
  logs: 'CreateLogGroup CreateLogStream PutLogEvents DeleteLogGroup DeleteLogStream DescribeLogGroups DescribeLogStreams GetLogEvents FilterLogEvents GetLogRecord StartQuery GetQueryResults Unmask PutRetentionPolicy DeleteRetentionPolicy PutSubscriptionFilter PutMetricFilter PutResourcePolicy DescribeResourcePolicies AssociateKmsKey DisassociateKmsKey CreateExportTask TagResource CreateLogDelivery GetLogDelivery UpdateLogDelivery DeleteLogDelivery ListLogDeliveries',
  xray: 'PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries BatchGetTraces GetTraceSummaries GetTraceGraph GetServiceGraph PutEncryptionConfig CreateSamplingRule UpdateSamplingRule DeleteSamplingRule',
  lambda:
    'InvokeFunction InvokeAsync InvokeFunctionUrl AddPermission RemovePermission CreateFunction DeleteFunction GetFunction GetFunctionConfiguration GetPolicy UpdateFunctionCode UpdateFunctionConfiguration PublishVersion CreateAlias UpdateAlias DeleteAlias CreateEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping ListFunctions PutFunctionConcurrency PutFunctionEventInvokeConfig CreateFunctionUrlConfig AddLayerVersionPermission PublishLayerVersion GetLayerVersion',
  s3: 'GetObject GetObjectVersion PutObject DeleteObject DeleteObjectVersion ListBucket ListBucketVersions GetBucketLocation GetBucketPolicy PutBucketPolicy DeleteBucketPolicy GetObjectAcl PutObjectAcl PutBucketAcl CreateBucket DeleteBucket ListAllMyBuckets AbortMultipartUpload GetEncryptionConfiguration PutEncryptionConfiguration PutReplicationConfiguration PutLifecycleConfiguration GetLifecycleConfiguration PutBucketVersioning GetBucketVersioning PutObjectRetention GetObjectRetention PutObjectLegalHold PutBucketObjectLockConfiguration BypassGovernanceRetention',
  ssm: 'GetParameter GetParameters GetParametersByPath GetParameterHistory PutParameter DeleteParameter DeleteParameters DescribeParameters LabelParameterVersion SendCommand StartSession',
  scheduler:
    'CreateSchedule UpdateSchedule DeleteSchedule GetSchedule ListSchedules CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup ListScheduleGroups TagResource UntagResource',
  iam: 'PassRole CreateRole DeleteRole UpdateRole UpdateAssumeRolePolicy GetRole ListRoles PutRolePolicy DeleteRolePolicy AttachRolePolicy DetachRolePolicy CreatePolicy CreatePolicyVersion SetDefaultPolicyVersion DeletePolicy CreateUser CreateAccessKey AttachUserPolicy PutUserPolicy AddUserToGroup CreateLoginProfile CreateServiceLinkedRole PutRolePermissionsBoundary DeleteRolePermissionsBoundary',
  sts: 'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity GetFederationToken GetSessionToken GetCallerIdentity TagSession SetSourceIdentity',
  'cognito-idp':
    'AdminCreateUser AdminDeleteUser AdminGetUser AdminInitiateAuth AdminSetUserPassword CreateUserPoolClient DeleteUserPoolClient DescribeUserPoolClient UpdateUserPoolClient ListUserPoolClients ListUsers CreateResourceServer UpdateResourceServer DescribeUserPool DeleteUserPool',
  cloudwatch:
    'PutMetricData GetMetricData PutMetricAlarm DeleteAlarms DescribeAlarms SetAlarmState PutDashboard DeleteDashboards',
  cloudformation: 'CreateStack UpdateStack DeleteStack DescribeStacks CreateChangeSet ExecuteChangeSet GetTemplate',
};

/** Every action the analysis knows, as `service:Action`. */
export const KNOWN_ACTIONS: readonly string[] = Object.entries(ACTIONS).flatMap(([service, names]) =>
  names.split(' ').map((name) => `${service}:${name}`),
);

const CANONICAL = new Map(KNOWN_ACTIONS.map((action) => [action.toLowerCase(), action]));

/** The actions a pattern of a policy opens; the pattern itself where no known action fits. */
export const expandAction = (pattern: string): readonly string[] => {
  if (!/[*?]/.test(pattern)) return [CANONICAL.get(pattern.toLowerCase()) ?? pattern];
  const fitting = KNOWN_ACTIONS.filter((action) => matchesAction(pattern, action));
  return fitting.length === 0 ? [pattern] : fitting;
};

/** The actions a `NotAction` opens: everything known but the named, and whatever is not known. */
export const expandNotAction = (patterns: readonly string[]): readonly string[] => [
  `everything except ${patterns.join(', ')}`,
  ...KNOWN_ACTIONS.filter((action) => !patterns.some((pattern) => matchesAction(pattern, action))),
];
