import { listed, meant, type Names, type Words } from './words';

interface Unknown {
  readonly name: string;
  readonly known: Names;
  /** File or folder in which the names stand. */
  readonly where: string;
}

const unknown = ({ name, known, where }: Unknown): Words => ({
  message: `"${name}" is not known; known: ${listed(known)}`,
  fix: meant(name, known, `Use a known name, or ask for it in ${where}.`),
});

const repeated = ({ name }: { name: string }): Words => ({
  message: `"${name}" stands twice`,
  fix: 'Keep one of the two, or rename one.',
});

/** Names that are not there, or there twice. */
export const nameTexts = {
  'team.unknown': unknown,
  'purpose.unknown': unknown,
  'source.unknown': unknown,
  'goal.unknown': unknown,
  'segment.unknown': unknown,
  'list.unknown': unknown,
  'trait.unknown': unknown,
  'channel.unknown': unknown,
  'event.unknown': unknown,
  'catalog.identifier': unknown,
  'vendor.identifier': unknown,
  'vendor.notApproved': unknown,
  'stage.unknown': unknown,
  'id.repeated': repeated,
  'id.repeated.inFiles': ({ id, file }: { id: string; file: string }): Words => ({
    message: `"${id}" is defined by ${file} already`,
    fix: 'Give one of the two another name, or delete it.',
  }),
  'channel.repeated': repeated,
};
