import type { AccessRequest } from './authorise';
import type { ModelResource } from './model';

/** One call that an edge makes, and why AWS asks for it. */
export interface Need extends AccessRequest {
  readonly why: string;
}

/** A way on which one AWS service hands something to another, and everything AWS must be allowed for it. */
export interface ServiceEdge {
  /** For example `rule -> queue`. */
  readonly kind: string;
  readonly from: ModelResource;
  /** The resource at the end; undefined where it is imported and its policies are out of sight. */
  readonly to?: ModelResource;
  readonly target: string;
  readonly needs: readonly Need[];
  /** What is wrong whatever the policies say. */
  readonly faults: readonly string[];
}
