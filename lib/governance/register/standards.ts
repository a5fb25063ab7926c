import type { PackProof } from './schema';

/** What packs are made after, and whether that is still in force. */
export const STANDARDS: Readonly<Record<string, Pick<PackProof, 'standard' | 'superseded'>>> = {
  'NIST.800.53.R5': { standard: 'NIST SP 800-53 Revision 5' },
  'NIST.800.53.R4': {
    standard: 'NIST SP 800-53 Revision 4',
    superseded: {
      by: 'NIST SP 800-53 Revision 5',
      on: '2021-09-23',
      source: 'https://csrc.nist.gov/pubs/sp/800/53/r4/upd3/final',
    },
  },
  'PCI.DSS.321': {
    standard: 'PCI DSS 3.2.1',
    superseded: {
      by: 'PCI DSS 4.0.1',
      on: '2024-03-31',
      source: 'https://www.pcisecuritystandards.org/document_library/',
    },
  },
  'HIPAA.Security': { standard: 'HIPAA Security Rule, 45 CFR Part 164 Subpart C' },
};
