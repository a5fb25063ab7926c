import type { Words } from './words';

/** A word of the copy and the sentence that it stands in. */
interface Said {
  readonly word: string;
  readonly sentence: string;
}

/** How the brand speaks. */
export const voiceTexts = {
  'voice.banned': ({ word, sentence, why, say }: Said & { why: string; say: string | undefined }): Words => ({
    message: `we do not say "${word}" (${why}): "${sentence}"`,
    fix: say === undefined ? 'Say it without.' : `Say ${say}.`,
  }),
  'voice.preferred': ({ word, sentence, say }: Said & { say: string }): Words => ({
    message: `"${word}" is not our word: "${sentence}"`,
    fix: `Say "${say}".`,
  }),
  'voice.claim': ({ word, sentence, needs, proof }: Said & { needs: string; proof: Proof | undefined }): Words => ({
    message: `"${word}" needs ${needs}${proof === undefined ? '' : `; ${proof.ref} ended on ${proof.expires}`}: "${sentence}"`,
    fix: 'Leave the claim out, or have its proof put into brand/voice.yaml.',
  }),
  'voice.reading': ({ grade, most }: { grade: number; most: number }): Words => ({
    message: `reads like grade ${grade.toFixed(1)}; we write for grade ${most}`,
    fix: 'Use shorter sentences and shorter words.',
  }),
};

interface Proof {
  readonly ref: string;
  readonly expires: string;
}
