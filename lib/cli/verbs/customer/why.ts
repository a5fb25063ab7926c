import type { PersonExplanation, RefusalCode } from '../../../../contracts/profile';
import type { CustomerProfile } from '../../../../contracts/subject-rights';
import { table } from '../../table';

const REFUSED: Readonly<Record<RefusalCode, (type: string) => string>> = {
  'unique-conflict': (type) => `two values of ${type} are two people`,
  'limit-reached': (type) => `more values of ${type} than one person may have`,
  'window-passed': (type) => `this ${type} was not seen again in time, and newer ones took its place`,
  shared: () => 'too many people use it: it identifies nobody',
  'members-limit': () => 'the person has as many identifiers as one can have',
  'rules-changed': () => 'older rules kept them apart; the next event joins them',
};

const NAMED = {
  lasts: 'the first of its identifiers that last',
  'observed-first': 'observed first',
  'smallest-id': 'first observed together with others, of which it is the smallest',
} as const satisfies Readonly<Record<PersonExplanation['winner']['why'], string>>;

/** The merge decision record in words: identifiers of the person by value, those of others by token. */
export const whyLines = ({ why, identifiers }: Pick<CustomerProfile, 'why' | 'identifiers'>): readonly string[] => {
  const values = new Map(identifiers.map(({ type, token, value }) => [`${type}:${token}`, value]));
  const nameOf = (strand: string): string => {
    const type = strand.slice(0, strand.indexOf(':'));
    return `${type} ${values.get(strand) ?? strand.slice(type.length + 1)}`;
  };
  const { winner, joined, refused, demoted } = why;
  const shared = why.members.filter((member) => member.shared).map(({ strand }) => nameOf(strand));
  return [
    `why one person, by version ${why.rules} of the rules`,
    `named by ${nameOf(winner.strand)}: ${NAMED[winner.why]}, ${winner.first.at} from ${winner.source}`,
    ...(shared.length === 0 ? [] : [`identifies nobody, because too many people use it: ${shared.join(', ')}`]),
    '',
    ...section(
      'joined by',
      joined,
      ['since', 'source', 'identifiers', 'decided'],
      ({ since, source, strands, decisive }) => [
        since.at,
        source,
        strands.map(nameOf).join(' + '),
        decisive ? 'yes' : 'no, they were one already',
      ],
    ),
    ...section('refused', refused, ['since', 'source', 'identifiers', 'code', 'why'], (link) => [
      link.since.at,
      link.source,
      link.strands.map(nameOf).join(' + '),
      link.reason,
      REFUSED[link.reason](link.type ?? 'identifier'),
    ]),
    ...section('left out', demoted, ['identifier', 'code', 'belongs to'], ({ strand, reason, person }) => [
      nameOf(strand),
      reason,
      person === strand ? 'a person of its own' : nameOf(person),
    ]),
  ];
};

const section = <T>(
  title: string,
  rows: readonly T[],
  heading: readonly string[],
  cells: (row: T) => readonly string[],
): readonly string[] =>
  rows.length === 0 ? [`${title}: none`, ''] : [`${title}:`, ...table(heading, rows.map(cells)), ''];
