export { type ApprovalContext, approvalOf, launchProposal, type Planned } from './approval-of';
export { APPROVAL_CODES, approvalFinding } from './codes';
export { approvalFindings } from './findings';
export type { Verdict } from './judge-records';
export { governedFindings, platformProposal } from './platform-proposal';
export { type Proposal, verdictOf } from './proposal';
