import { allow, arnIn, keyFor, type PipelineOf, type PipelineStatement, readSecret } from './pipeline-statement';

/** The secret with the key that signs evidence; IT puts it there. */
export const evidenceKeySecret = ({ prefix, stage }: Pick<PipelineOf, 'prefix' | 'stage'>): string =>
  `${prefix}/${stage}/evidence/signing-key`;

/** To sign evidence: the key, and nothing of what the evidence is about. */
export const signEvidence = (of: PipelineOf): readonly PipelineStatement[] => [
  readSecret(of, 'EvidenceKey', evidenceKeySecret(of)),
];

/** Where the trail ends, as the control table knows it; everything else there lies under other keys. */
const HEAD_KEY = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['TRAIL'] } };

/** To say where the audit trail ends and whether it holds: every version of its records, where they lie, and their head. */
export const readTrail = (of: PipelineOf): readonly PipelineStatement[] => {
  const { prefix, stage, settings } = of;
  const arn = arnIn(settings);
  const facts = ['foundation/control-table', 'trail/bucket'];
  const bucket = `arn:aws:s3:::${prefix}-${stage}-trail-${settings.account}-${settings.region}`;
  return [
    allow(
      'Facts',
      ['ssm:GetParameter'],
      facts.map((fact) => arn('ssm', `parameter/${prefix}/${stage}/${fact}`)),
    ),
    allow('Head', ['dynamodb:GetItem'], [arn('dynamodb', `table/${prefix}-${stage}-control`)], HEAD_KEY),
    allow('ControlKey', ['kms:Decrypt', 'kms:DescribeKey'], [arn('kms', 'key/*')], keyFor(of, 'control', 'dynamodb')),
    allow('Trail', ['s3:ListBucketVersions'], [bucket]),
    allow('Records', ['s3:GetObjectVersion'], [`${bucket}/records/*`]),
    allow('TrailKey', ['kms:Decrypt'], [arn('kms', 'key/*')], keyFor(of, 'trail', 's3')),
  ];
};
