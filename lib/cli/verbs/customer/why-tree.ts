import type { JoinedLink, StrandId } from '../../../../contracts/profile';
import type { CustomerProfile } from '../../../../contracts/subject-rights';

/** Draws the links that made the identifiers one person: each stands below the one that brought it, the person's name giver on top. */
export const whyTree = ({ why, identifiers }: Pick<CustomerProfile, 'why' | 'identifiers'>): readonly string[] => {
  const values = new Map(identifiers.map(({ type, token, value }) => [`${type}:${token}`, value]));
  const nameOf = (strand: StrandId): string => {
    const type = strand.slice(0, strand.indexOf(':'));
    return `${type} ${values.get(strand) ?? strand.slice(type.length + 1)}`;
  };
  return [nameOf(why.winner.strand), ...branches(why.winner.strand, why.joined, nameOf)];
};

const branches = (
  root: StrandId,
  joined: readonly JoinedLink[],
  nameOf: (strand: StrandId) => string,
): readonly string[] => {
  const seen = new Set([root]);
  const decisive = joined.filter((link) => link.decisive);
  const below = (parent: StrandId, indent: string): readonly string[] => {
    const links = decisive.flatMap((link) => {
      const [a, b] = link.strands;
      const child = a === parent ? b : a;
      return (a !== parent && b !== parent) || seen.has(child) ? [] : [{ link, child }];
    });
    for (const { child } of links) seen.add(child);
    return links.flatMap(({ link, child }, index) => {
      const last = index === links.length - 1;
      const line = `${indent}${last ? '└─' : '├─'} ${nameOf(child)}   since ${link.since.at.slice(0, 10)}, by ${link.source}`;
      return [line, ...below(child, `${indent}${last ? '   ' : '│  '}`)];
    });
  };
  return below(root, '');
};
