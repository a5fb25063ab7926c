import { z } from 'zod';
import type { Statement } from '../../contracts/approval';
import type { Person } from '../../contracts/person';
import { phrase } from '../messages';
import type { Approvers } from './matrix';
import { isAuthor } from './people';
import { isLogin } from './signers';

const login = z.object({ login: z.string().min(1) });
const commit = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const id = z.number().int().positive();

/** A pull request, of what GitHub's API says of it. */
export const pullSchema = z.object({ number: id, user: login, head: z.object({ sha: commit }) });
export type Pull = z.infer<typeof pullSchema>;

/** `user` is null where the account is gone. */
const reviewSchema = z.object({
  id,
  user: login.nullable(),
  state: z.string(),
  commit_id: commit.nullish(),
  submitted_at: z.iso.datetime().nullish(),
});
const list = z.array(reviewSchema);

/** Reviews of a pull request, of what GitHub's API says of them: one list, or one of each page. */
export const reviewsSchema = z.union([list, z.array(list).transform((pages) => pages.flat())]);

interface Word {
  readonly login: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';
  readonly at: string;
  readonly id: number;
  readonly commit: string;
}

/** What a listed person's last word on a pull request comes to. */
export type Reviewed = { readonly person: Person } & (
  | { readonly approved: { readonly at: string; readonly review: NonNullable<Statement['review']> } }
  /** Why it is no approval, as half a sentence. */
  | { readonly is: 'against' | 'dismissed' | 'author' | 'stale'; readonly why: string }
);

/**
 * The last word of every listed person. It approves what is proposed where it was said of that (`isCurrent`) by somebody
 * who wrote none of it.
 */
export const judgeReviews = (
  { people, authors }: Approvers,
  pull: Pull,
  reviews: z.infer<typeof reviewsSchema>,
  isCurrent: (commit: string) => boolean,
): readonly Reviewed[] => {
  const last = lastWords(reviews);
  return people.flatMap((person): readonly Reviewed[] => {
    const word = last.find((one) => isLogin(person, one.login));
    if (word === undefined) return [];
    const name = { person: person.name };
    if (word.state === 'CHANGES_REQUESTED') return [{ person, is: 'against', why: phrase('review.against', name) }];
    if (word.state === 'DISMISSED') return [{ person, is: 'dismissed', why: phrase('review.dismissed', name) }];
    if (isAuthor(person, authors) || isLogin(person, pull.user.login)) {
      return [{ person, is: 'author', why: phrase('approval.author', name) }];
    }
    if (!isCurrent(word.commit)) {
      const why = phrase('review.stale', { ...name, commit: word.commit.slice(0, 12) });
      return [{ person, is: 'stale', why }];
    }
    const review = { login: word.login, pull: pull.number, id: word.id, commit: word.commit };
    return [{ person, approved: { at: word.at, review } }];
  });
};

/** The newest word of each login; of two of one moment the one that was begun later. */
const lastWords = (reviews: z.infer<typeof reviewsSchema>): readonly Word[] => {
  const words = reviews.flatMap(wordOf).sort((a, b) => (a.at === b.at ? b.id - a.id : a.at < b.at ? 1 : -1));
  return words.filter(
    ({ login: by }, at) => words.findIndex((one) => one.login.toLowerCase() === by.toLowerCase()) === at,
  );
};

/** Comments and drafts are no word; a review without account, commit or time could not be held against anything. */
const wordOf = (review: z.infer<typeof reviewSchema>): readonly Word[] => {
  const { state, user, commit_id: of, submitted_at: at } = review;
  if (state !== 'APPROVED' && state !== 'CHANGES_REQUESTED' && state !== 'DISMISSED') return [];
  if (user === null || of == null || at == null) return [];
  return [{ login: user.login, state, at: `${new Date(at).toISOString().slice(0, 19)}Z`, id: review.id, commit: of }];
};
