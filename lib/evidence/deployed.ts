import type { Raw } from '../governance/analysis/template';
import { canonicalTemplate } from './canonical-template';

/** Something that is not deployed as a bundle has it. */
export interface DeployedDifference {
  readonly stack: string;
  /** `missing`: the bundle has it, and it is not deployed. `extra`: the other way round. */
  readonly kind: 'differs' | 'missing' | 'extra';
  /** Resource or other part of the template; left out where it is the whole stack. */
  readonly part?: string;
  readonly what: string;
}

/**
 * Compares the templates of a bundle with those that are deployed, stack by stack, resource by resource. What the toolkit
 * notes in `Metadata` about where a template was made counts for nothing; the order of what is a set neither.
 */
export const deployedDifferences = (
  bundle: ReadonlyMap<string, string>,
  deployed: ReadonlyMap<string, string>,
): readonly DeployedDifference[] =>
  [...new Set([...bundle.keys(), ...deployed.keys()])].sort().flatMap((stack): readonly DeployedDifference[] => {
    const [said, found] = [bundle.get(stack), deployed.get(stack)];
    if (found === undefined) return [{ stack, kind: 'missing', what: 'is not deployed' }];
    if (said === undefined) return [{ stack, kind: 'extra', what: 'is deployed, and the bundle does not have it' }];
    return stackDifferences(stack, said, found);
  });

const stackDifferences = (stack: string, said: string, found: string): readonly DeployedDifference[] => {
  const [ours, theirs] = [partsOf(said), partsOf(found)];
  if (ours === undefined || theirs === undefined) {
    return [{ stack, kind: 'differs', what: 'is deployed with a template that is no JSON' }];
  }
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((id): readonly DeployedDifference[] => {
    const [own, other] = [ours.get(id), theirs.get(id)];
    const part = nameOf(id, own ?? other);
    if (own === undefined)
      return [{ stack, kind: 'extra', part, what: 'is deployed, and the bundle does not have it' }];
    if (other === undefined) return [{ stack, kind: 'missing', part, what: 'is not deployed' }];
    const places = placesOf(own, other, 2);
    if (places.length === 0) return [];
    const where = places[0] === '' ? '' : ` in ${places.join(', ')}`;
    return [{ stack, kind: 'differs', part, what: `is deployed otherwise${where}` }];
  });
};

/** Resources, outputs and the like one by one, by their places; undefined where the text is no template in JSON. */
const partsOf = (text: string): ReadonlyMap<string, Raw> | undefined => {
  const template = parsed(text);
  if (!isMap(template)) return undefined;
  return new Map(
    Object.entries(template).flatMap(([section, content]) =>
      isMap(content)
        ? Object.entries(content).map(([name, part]) => [`${section}.${name}`, withoutOrigin(part as Raw)] as const)
        : [[section, content as Raw] as const],
    ),
  );
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(canonicalTemplate(JSON.parse(text)));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Construct paths and folders of assets decide nothing; whatever else stands in a resource's metadata does. */
const withoutOrigin = (part: Raw): Raw => {
  if (!isMap(part) || !isMap(part.Metadata)) return part;
  const { Metadata: metadata, ...rest } = part;
  const kept = Object.entries(metadata).filter(([key]) => !key.startsWith('aws:'));
  return kept.length === 0 ? rest : { ...rest, Metadata: Object.fromEntries(kept) as Raw };
};

/** Where two values differ, as far down as is told: `Properties.Environment`. */
const placesOf = (a: Raw, b: Raw, depth: number): readonly string[] => {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (depth === 0 || !isMap(a) || !isMap(b)) return [''];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .flatMap((key) =>
      placesOf(a[key] as Raw, b[key] as Raw, depth - 1).map((place) => (place === '' ? key : `${key}.${place}`)),
    );
};

const nameOf = (id: string, part: Raw | undefined): string => {
  const [section, name = id] = id.split('.');
  const type = isMap(part) ? part.Type : undefined;
  return section === 'Resources' && typeof type === 'string' ? `${name} (${type})` : id;
};

const isMap = (value: unknown): value is Readonly<Record<string, Raw>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
