import type { Topic } from '../../contracts/platform';

/** Finds the topics of a text, in the order of platform/topics.yaml. */
export type FindTopics = (text: string) => readonly string[];

const escaped = (word: string): string =>
  word
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');

/** Compiles topics, once: each is one pattern of its words, as whole words in any case. */
export const compileTopics = (topics: readonly Topic[]): FindTopics => {
  const patterns = topics.map(({ topic, words }) => ({
    topic,
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}_])`, 'iu'),
  }));
  return (text) => {
    const plain = text.normalize('NFC');
    return patterns.filter(({ pattern }) => pattern.test(plain)).map(({ topic }) => topic);
  };
};

/** Topics of one text, for those who ask once. */
export const topicsOf = (text: string, topics: readonly Topic[]): readonly string[] => compileTopics(topics)(text);
