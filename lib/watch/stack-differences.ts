import { isDeepStrictEqual } from 'node:util';

/** A CloudFormation template as JSON. */
type Template = Readonly<Record<string, unknown>>;

/**
 * Resources by logical id that one template makes otherwise than another, each with what differs. Metadata says who made a
 * template and from where; it makes nothing.
 */
export const stackDifferences = (deployed: Template, wanted: Template): readonly string[] => {
  const [before, after] = [resourcesOf(deployed), resourcesOf(wanted)];
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was === undefined) return [`${id} is missing`];
    if (is === undefined) return [`${id} is not of ours`];
    return isDeepStrictEqual(was, is) ? [] : [`${id} is another one`];
  });
};

const IGNORED = ['AWS::CDK::Metadata'];

const resourcesOf = ({ Resources: resources = {} }: Template): ReadonlyMap<string, Template> =>
  new Map(
    Object.entries(resources as Readonly<Record<string, Template>>)
      .filter(([, { Type: type }]) => !IGNORED.includes(String(type)))
      .map(([id, { Metadata: _, ...resource }]) => [id, resource]),
  );
