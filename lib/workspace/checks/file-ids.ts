import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Read } from '../read';
import { ifSound } from '../sound';
import type { YamlFile } from '../yaml-file';
import type { FileDrafts } from './platform';

/** The key under which a file says what it defines, and its id. */
type IdOf<T> = (data: T) => readonly [key: string, id: string];

/** Files that have another name than their id, and ids that several files define: only the file of that name may. */
export const checkFileIds = <T>(reads: readonly Read<T>[], idOf: IdOf<T>): readonly FileDrafts[] => {
  const named = reads.flatMap(({ yaml, sound }) => {
    const [key, id] = (sound && ifSound(() => idOf(sound))) ?? [];
    return key === undefined || id === undefined ? [] : [{ yaml, key, id }];
  });
  const owners = new Map<string, YamlFile>();
  for (const { yaml, id } of [...named].reverse()) owners.set(id, yaml);
  for (const { yaml, id } of [...named].reverse()) if (nameOf(yaml) === id) owners.set(id, yaml);
  return named.map(({ yaml, key, id }) => ({ yaml, drafts: misplaced(yaml, key, id, owners.get(id) ?? yaml) }));
};

const misplaced = (yaml: YamlFile, key: string, id: string, owner: YamlFile): readonly Draft[] => {
  if (owner !== yaml) return [{ ...say('id.repeated.inFiles', { id, file: owner.file }), path: [key] }];
  const name = nameOf(yaml);
  return name === id ? [] : [{ ...say('file.name', { id, name }), path: [key] }];
};

const nameOf = ({ file }: YamlFile): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
