export { type ApprovalContext, approvalOf, type Planned } from './approval-of';
export { APPROVAL_CODES } from './codes';
