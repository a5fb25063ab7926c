import type { Controls } from '../governance/register/controls';
import { csv } from '../governance/register/csv';
import type { Vendors } from '../governance/register/vendor-register';
import type { WaiverEntry } from '../governance/register/waiver-register';
import type { AccessMatrix } from './access-matrix';
import type { Retention } from './retention';

/** Waivers as CSV: who answers, who allowed it, until when, and how many rows it names. */
export const waiversCsv = (waivers: readonly WaiverEntry[]): string =>
  csv(
    [
      'id',
      'rule',
      'path',
      'finding',
      'reason',
      'owner',
      'approver',
      'granted',
      'expires',
      'ticket',
      'compensating',
      'state',
      'use',
      'names',
    ],
    waivers.map((waiver) => ({ ...waiver })),
  );

/** Who may receive which field, as CSV. */
export const vendorsCsv = ({ fields }: Vendors): string =>
  csv(
    [
      'vendor',
      'field',
      'form',
      'purposes',
      'bases',
      'channels',
      'agreement',
      'residency',
      'approvedBy',
      'ticket',
      'from',
      'until',
      'state',
    ],
    fields.map(({ purposes, agreement, ...rest }) => ({
      ...rest,
      purposes: purposes.map(({ purpose }) => purpose),
      bases: purposes.map(({ basis }) => basis),
      agreement: agreement.ref,
      residency: agreement.residency,
    })),
  );

/** Controls as CSV: a line each, of every framework. */
export const controlsCsv = (frameworks: Controls['frameworks']): string =>
  csv(
    [
      'framework',
      'version',
      'control',
      'title',
      'status',
      'why',
      'rules',
      'compliant',
      'waived',
      'open',
      'waivers',
      'records',
    ],
    frameworks.flatMap(({ framework, version, controls }) =>
      controls.map(({ mappings, rows, ...control }) => ({
        framework,
        version,
        ...control,
        ...rows,
        rules: mappings.map(({ rule }) => rule),
      })),
    ),
  );

/** Who can do what, as CSV. */
export const accessCsv = ({ permissions }: AccessMatrix): string =>
  csv(['actor', 'action', 'resource', 'type', 'limits', 'role'], permissions);

/** Until when every store keeps what it holds, as CSV. */
export const retentionCsv = (retention: readonly Retention[]): string =>
  csv(['kind', 'store', 'holds', 'personal', 'until', 'from'], retention);
