import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TrailRecord } from '../../../contracts/trail';
import { addAnchor, anchorsFile, readAnchors, type TrailAnchor } from '../../evidence/trail/anchors';
import { type VerifiedTrail, verifyTrail } from '../../evidence/trail/verify-trail';
import { canonicalJson } from '../../governance/register/canonical-json';
import type { Answer } from '../answer';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { table } from '../table';

export interface TrailOptions {
  /** Checks the whole chain and the anchors, and shows no facts. */
  readonly verify?: boolean | undefined;
  /** ISO 8601: only facts that were recorded since. */
  readonly since?: string | undefined;
  /** File for the records, a line of canonical JSON each; they are not shown then. */
  readonly out?: string | undefined;
  /** File with the anchors. @default - the stage's, below evidence/anchors */
  readonly anchors?: string | undefined;
}

interface Looked {
  readonly path: string;
  readonly file: string;
  readonly anchors: readonly TrailAnchor[];
  readonly trail: VerifiedTrail;
}

/** Shows what the audit trail holds, or only whether it holds. It is always checked first, from its beginning to its last anchor. */
export const trail = async (context: Context, options: TrailOptions): Promise<Answer> => {
  const looked = await look(context, options);
  const { records } = looked.trail;
  const shown = records.filter(({ recordedAt }) => options.since === undefined || recordedAt >= options.since);
  if (options.out !== undefined) writeFileSync(resolve(context.cwd, options.out), linesOf(shown));
  return {
    findings: findingsOf(looked),
    data: { ...standing(looked), ...(options.verify === true ? {} : { records: shown }) },
    lines: [
      ...(isShown(options) ? rows(shown) : []),
      ...(options.out === undefined ? [] : [`${options.out}: ${shown.length} records`]),
      ...told(looked),
    ],
  };
};

const isShown = ({ verify, out }: TrailOptions): boolean => verify !== true && out === undefined;

/** Writes down where the trail ends, for a place that the account cannot reach. Nothing is written down of a trail that does not hold. */
export const trailAnchor = async (context: Context, options: TrailOptions): Promise<Answer> => {
  const looked = await look(context, options);
  const { head, broken } = looked.trail;
  if (broken !== undefined) return { findings: findingsOf(looked), data: standing(looked), lines: [] };
  const added = head.sequence > 0 && addAnchor(looked.path, context.stage, head, context.now().toISOString());
  const line = added
    ? `${looked.file}: record ${head.sequence}, ${head.hash}. Commit it to the branch of evidence.`
    : `${looked.file}: nothing new since record ${looked.anchors.at(-1)?.sequence ?? 0}.`;
  return { data: { ...standing(looked), added }, lines: [line] };
};

const look = async (context: Context, options: TrailOptions): Promise<Looked> => {
  const { stage, root, cwd } = context;
  const file = options.anchors ?? anchorsFile(stage);
  const path = options.anchors === undefined ? join(root, file) : resolve(cwd, file);
  const anchors = readAnchors(path, stage);
  const { trail: bucket } = await context.services();
  // The head first: what is settled is in the bucket by then.
  const settled = await bucket.settledHead();
  return { path, file, anchors, trail: verifyTrail(await bucket.batches(), { stage, anchors, settled }) };
};

const standing = ({ trail: { head, broken }, anchors }: Looked) => ({
  head,
  anchored: anchors.at(-1)?.sequence ?? 0,
  broken: broken ?? null,
});

const FIX = 'Keep the bucket and CloudTrail as they are, and call security: docs/audit-trail.md.';

const findingsOf = ({ trail: { broken } }: Looked) =>
  broken === undefined ? [] : [fileFinding('trail.broken', broken.key, `${broken.fault}: ${broken.what}`, FIX)];

const told = ({ anchors, trail: { head, broken } }: Looked): readonly string[] => {
  if (broken !== undefined) return [`It holds up to record ${head.sequence}, and no further.`];
  const last = anchors.at(-1);
  return [
    `It holds: ${head.sequence} records, the last one ${head.hash}.`,
    last === undefined
      ? 'Nothing is anchored: whoever holds the account could have written it anew. Run npx tandem trail anchor.'
      : `Anchored up to record ${last.sequence}, at ${last.at}; what came after it rests on the account alone.`,
  ];
};

const rows = (records: readonly TrailRecord[]): readonly string[] =>
  records.length === 0
    ? ['Nothing was recorded.', '']
    : [
        ...table(
          ['record', 'at', 'what', 'about', 'by', 'details'],
          records.map(({ sequence, at, kind, about, by, details }) => [
            String(sequence),
            at,
            kind,
            about,
            by,
            Object.entries(details)
              .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' + ') : String(value)}`)
              .join(', '),
          ]),
        ),
        '',
      ];

const linesOf = (records: readonly TrailRecord[]): string =>
  records.map((record) => `${canonicalJson(record)}\n`).join('');
