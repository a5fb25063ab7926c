import type { LayoutFile } from '../../contracts/brand';
import { type Piece, STANDARD_LAYOUT } from '../../contracts/layout';
import { parseLayout } from './layout-syntax';

/** What a channel shows that has no layout of its own: words alone. */
export const PLAIN_LAYOUT = `{{ headline }}

{{ body }}

{% if code %}{{ code }}
{% endif %}{% if link %}{{ link.label }}: {{ link.href }}
{% endif %}
{% if footer %}{{ footer }}
{% endif %}{% if unsubscribe %}{{ unsubscribe }}{% endif %}
`;

/** Names of a channel's layouts, each with its words alone. */
export interface TextLayouts {
  /** `standard` is always there. */
  readonly namesOf: (channel: string) => readonly string[];
  /** The standard layout where there is none of the name, as when a message is sent. */
  readonly textOf: (channel: string, layout?: string) => readonly Piece[];
}

/** The layouts as far as words alone go: enough to count what a message costs. */
export const textLayouts = (files: readonly LayoutFile[]): TextLayouts => {
  const plain = parseLayout(PLAIN_LAYOUT).pieces;
  const texts = new Map(
    files
      .filter(({ kind }) => kind === 'txt')
      .map(({ channel, name, text }) => [`${channel}/${name}`, parseLayout(text).pieces]),
  );
  const namesOf = (channel: string): readonly string[] => [
    ...new Set([STANDARD_LAYOUT, ...files.filter((one) => one.channel === channel).map(({ name }) => name)]),
  ];
  return {
    namesOf,
    textOf: (channel, layout = STANDARD_LAYOUT) =>
      texts.get(`${channel}/${namesOf(channel).includes(layout) ? layout : STANDARD_LAYOUT}`) ?? plain,
  };
};
