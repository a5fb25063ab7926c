import type { Words } from './words';

/** A file as a whole: whether it is there, can be read, and has the right name. */
export const fileTexts = {
  'file.missing': ({ file }: { file: string }): Words => ({ message: 'the file is missing', fix: `Add ${file}.` }),
  'file.empty': (): Words => ({ message: 'the file holds no data', fix: 'Fill it in, or delete it.' }),
  'file.tooLarge': ({ bytes, most }: { bytes: number; most: number }): Words => ({
    message: `${bytes} bytes; at most ${most} are read`,
    fix: 'Split the file or remove what does not belong in it.',
  }),
  'file.notUtf8': (): Words => ({ message: 'the file is not UTF-8 text', fix: 'Save it as UTF-8.' }),
  'file.link': (): Words => ({
    message: 'the file is a link to another place, and links are not read',
    fix: 'Put the file itself here.',
  }),
  'file.conflict': (): Words => ({
    message: 'two versions of these lines stand here, side by side',
    fix: 'Keep one of the two and delete the markers.',
  }),
  'file.name': ({ id, name }: { id: string; name: string }): Words => ({
    message: `"${id}" stands in a file named "${name}"`,
    fix: `Rename the file to ${id}.yaml.`,
  }),
  'file.name.ofEvent': (one: { event: string; version: string; file: string; place: string }): Words => ({
    message: `"${one.event}" ${one.version} stands in ${one.file}`,
    fix: `Move the file to ${one.place}.`,
  }),
};
